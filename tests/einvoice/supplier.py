#!/usr/bin/env python3
"""Makes a supplier's invoice as a Factur-X PDF with the `factur-x` library, which is not ours.

Usage: supplier.py FOLDER. The page is a blank PDF of pypdf; the data are invented. What it writes is kept in
crates/finance/tests/it/suppliers/ and made again only when the library changes: telecom.pdf, the same document alone as
telecom.cii.xml, and bomb.pdf, whose attachment unpacks to 64 MiB.
"""
import io
import pathlib
import sys

import facturx
import pypdf

LINES = [
    ("1", "Accès internet 1 Gb/s, année 2025", "12", "MON", "150.00", "1800.00"),
    ("2", "Location de fibre noire, site central", "1", "C62", "940.50", "940.50"),
    ("3", "Intervention sur répartiteur", "2.5", "HUR", "68.333333", "170.83"),
]


def line(number, name, quantity, unit, price, net):
    return f"""<ram:IncludedSupplyChainTradeLineItem>
<ram:AssociatedDocumentLineDocument><ram:LineID>{number}</ram:LineID></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct><ram:Name>{name}</ram:Name></ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>{price}</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="{unit}">{quantity}</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>{net}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>"""


XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>TEL-2025-0117</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">20250115</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
{"".join(line(*one) for one in LINES)}
<ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Fibre des Coteaux (exemple)</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">732829320</ram:ID></ram:SpecifiedLegalOrganization><ram:PostalTradeAddress><ram:PostcodeCode>64000</ram:PostcodeCode><ram:LineOne>1 rue de l'Exemple</ram:LineOne><ram:CityName>Pau</ram:CityName><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR44732829320</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Communauté d'exemple</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">200990018</ram:ID></ram:SpecifiedLegalOrganization><ram:PostalTradeAddress><ram:PostcodeCode>64000</ram:PostcodeCode><ram:LineOne>2 rue de l'Exemple</ram:LineOne><ram:CityName>Pau</ram:CityName><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress></ram:BuyerTradeParty>
<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>BC-2025-0042</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>
</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery/>
<ram:ApplicableHeaderTradeSettlement>
<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:ApplicableTradeTax><ram:CalculatedAmount>582.27</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>2911.33</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20250214</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>2911.33</ram:LineTotalAmount><ram:TaxBasisTotalAmount>2911.33</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">582.27</ram:TaxTotalAmount><ram:GrandTotalAmount>3493.60</ram:GrandTotalAmount><ram:DuePayableAmount>3493.60</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
"""


def main(folder):
    page = pypdf.PdfWriter()
    page.add_blank_page(width=595, height=842)
    blank = io.BytesIO()
    page.write(blank)
    pdf = facturx.generate_from_binary(
        blank.getvalue(), XML.encode(), flavor="factur-x", level="en16931", check_xsd=True,
        pdf_metadata={"author": "Fibre des Coteaux", "title": "TEL-2025-0117", "subject": "Facture", "keywords": "Factur-X"},
        lang="fr-FR",
    )
    folder = pathlib.Path(folder)
    (folder / "telecom.pdf").write_bytes(pdf)
    (folder / "telecom.cii.xml").write_bytes(facturx.get_xml_from_pdf(pdf)[1])
    bomb = pypdf.PdfWriter()
    bomb.add_blank_page(width=595, height=842)
    attached = bomb.add_attachment("factur-x.xml", b" " * (64 << 20))
    stream = attached.pdf_object["/EF"]["/F"].get_object()
    attached.pdf_object["/EF"][pypdf.generic.NameObject("/F")] = bomb._add_object(stream.flate_encode(9))
    bomb.compress_identical_objects(remove_unreferenced=True)
    bomb.write(folder / "bomb.pdf")


if __name__ == "__main__":
    main(sys.argv[1])
