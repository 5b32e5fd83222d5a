//! The routes of money, each with who may use it.

use crate::{
    billing_runs, censuses, charges, collection, costs, depreciation, exit, exports, indices, invoices,
    revisions, savings, simulations, supplier_invoices,
};
use kernel::Permission::{
    BillingRead, CensusEstablish, CensusRead, CensusValidate, ChargeObject, CostManage, CostRead, ExitManage,
    IndexManage, InvoiceApprove, InvoiceDraft, InvoiceIssue, InvoiceRead,
};
use platform::web::{Access::Needs, Routes};

/// Censuses, index values, revisions and invoices, as pages and as API.
pub fn routes() -> Routes {
    census_routes()
        .merge(index_routes())
        .merge(revision_routes())
        .merge(invoice_routes())
        .merge(charge_routes())
        .merge(billing_routes())
        .merge(depreciation_routes())
        .merge(exit_routes())
        .merge(receivable_routes())
        .merge(accounting_routes())
        .merge(supplier_routes())
        .merge(cost_routes())
        .merge(source_routes())
        .merge(saving_routes())
        .merge(simulation_routes())
}

fn census_routes() -> Routes {
    use censuses::{api, pages};
    Routes::new()
        .get("/censuses", Needs(CensusRead), pages::list)
        .get("/censuses/new", Needs(CensusEstablish), pages::new)
        .post("/censuses", Needs(CensusEstablish), pages::create)
        .get("/censuses/{beneficiary}/{id}", Needs(CensusRead), pages::show)
        .post("/censuses/{beneficiary}/{id}/decision", Needs(CensusValidate), pages::decide)
        .get("/api/v1/censuses", Needs(CensusRead), api::list)
        .post("/api/v1/censuses", Needs(CensusEstablish), api::create)
        .get("/api/v1/censuses/{beneficiary}/{id}", Needs(CensusRead), api::show)
        .post("/api/v1/censuses/{beneficiary}/{id}/decision", Needs(CensusValidate), api::decide)
}

fn index_routes() -> Routes {
    use indices::{api, pages};
    Routes::new()
        .get("/indices", Needs(InvoiceRead), pages::list)
        .get("/indices/new", Needs(IndexManage), pages::new)
        .post("/indices", Needs(IndexManage), pages::create)
        .get("/indices/import", Needs(IndexManage), pages::import_form)
        .post("/indices/import", Needs(IndexManage), pages::import)
        .get("/indices/{series}/{month}", Needs(InvoiceRead), pages::show)
        .get("/api/v1/indices", Needs(InvoiceRead), api::list)
        .post("/api/v1/indices", Needs(IndexManage), api::create)
        .get("/api/v1/indices/{series}/{month}", Needs(InvoiceRead), api::show)
}

fn revision_routes() -> Routes {
    use revisions::{api, pages};
    Routes::new()
        .get("/revisions", Needs(InvoiceRead), pages::list)
        .post("/revisions", Needs(InvoiceDraft), pages::propose)
        .get("/revisions/{beneficiary}/{id}", Needs(InvoiceRead), pages::show)
        .post("/revisions/{beneficiary}/{id}/approval", Needs(InvoiceApprove), pages::approve)
        .post("/revisions/{beneficiary}/{id}/replacement", Needs(InvoiceDraft), pages::replace)
        .get("/api/v1/revisions", Needs(InvoiceRead), api::list)
        .post("/api/v1/revisions", Needs(InvoiceDraft), api::propose)
        .get("/api/v1/revisions/{beneficiary}/{id}", Needs(InvoiceRead), api::show)
        .post("/api/v1/revisions/{beneficiary}/{id}/approval", Needs(InvoiceApprove), api::approve)
        .post("/api/v1/revisions/{beneficiary}/{id}/replacement", Needs(InvoiceDraft), api::replace)
}

fn invoice_routes() -> Routes {
    use invoices::{api, pages};
    Routes::new()
        .get("/invoices", Needs(InvoiceRead), pages::list)
        .post("/invoices", Needs(InvoiceDraft), pages::draft)
        .get("/invoices/{beneficiary}/{id}", Needs(InvoiceRead), pages::show)
        .post("/invoices/{beneficiary}/{id}/approval", Needs(InvoiceApprove), pages::approve)
        .post("/invoices/{beneficiary}/{id}/issue", Needs(InvoiceIssue), pages::issue)
        .post("/invoices/{beneficiary}/{id}/discard", Needs(InvoiceDraft), pages::discard)
        .post("/invoices/{beneficiary}/{id}/credit-note", Needs(InvoiceDraft), pages::credit)
        .post("/invoices/{beneficiary}/{id}/reduction", Needs(InvoiceDraft), pages::reduce)
        .get("/invoices/{beneficiary}/{id}/files/{format}", Needs(InvoiceRead), pages::file)
        .get("/api/v1/invoices", Needs(InvoiceRead), api::list)
        .post("/api/v1/invoices", Needs(InvoiceDraft), api::draft)
        .get("/api/v1/invoices/{beneficiary}/{id}", Needs(InvoiceRead), api::show)
        .get("/api/v1/invoices/{beneficiary}/{id}/files/{format}", Needs(InvoiceRead), api::file)
        .post("/api/v1/invoices/{beneficiary}/{id}/approval", Needs(InvoiceApprove), api::approve)
        .post("/api/v1/invoices/{beneficiary}/{id}/issue", Needs(InvoiceIssue), api::issue)
        .post("/api/v1/invoices/{beneficiary}/{id}/discard", Needs(InvoiceDraft), api::discard)
        .post("/api/v1/invoices/{beneficiary}/{id}/credit-note", Needs(InvoiceDraft), api::credit)
        .post("/api/v1/invoices/{beneficiary}/{id}/reduction", Needs(InvoiceDraft), api::reduce)
}

fn receivable_routes() -> Routes {
    use collection::{api, pages};
    Routes::new()
        .get("/receivables", Needs(InvoiceRead), pages::list)
        .get("/receivables/import", Needs(InvoiceIssue), pages::import_form)
        .post("/receivables/import", Needs(InvoiceIssue), pages::import)
        .get("/receivables/{beneficiary}/{id}", Needs(InvoiceRead), pages::show)
        .post("/receivables/{beneficiary}/{id}/events", Needs(InvoiceIssue), pages::event)
        .post("/receivables/{beneficiary}/{id}/orders", Needs(InvoiceIssue), pages::order)
        .post("/receivables/{beneficiary}/{id}/payments", Needs(InvoiceIssue), pages::payment)
        .post(
            "/receivables/{beneficiary}/{id}/payments/{payment}/reversal",
            Needs(InvoiceIssue),
            pages::reverse,
        )
        .post("/receivables/{beneficiary}/{id}/deposits", Needs(InvoiceIssue), pages::deposit)
        .get("/invoices/{beneficiary}/{id}/references", Needs(InvoiceDraft), pages::references)
        .post("/invoices/{beneficiary}/{id}/references", Needs(InvoiceDraft), pages::ask)
        .get("/api/v1/receivables", Needs(InvoiceRead), api::list)
        .get("/api/v1/ageing", Needs(InvoiceRead), api::ageing)
        .get("/api/v1/receivables/{beneficiary}/{id}", Needs(InvoiceRead), api::show)
        .post("/api/v1/receivables/{beneficiary}/{id}/events", Needs(InvoiceIssue), api::event)
        .post("/api/v1/receivables/{beneficiary}/{id}/orders", Needs(InvoiceIssue), api::order)
        .post("/api/v1/receivables/{beneficiary}/{id}/payments", Needs(InvoiceIssue), api::payment)
        .post(
            "/api/v1/receivables/{beneficiary}/{id}/payments/{payment}/reversal",
            Needs(InvoiceIssue),
            api::reverse,
        )
        .post("/api/v1/receivables/{beneficiary}/{id}/deposits", Needs(InvoiceIssue), api::deposit)
        .get("/api/v1/invoices/{beneficiary}/{id}/references", Needs(InvoiceDraft), api::references)
        .put("/api/v1/invoices/{beneficiary}/{id}/references", Needs(InvoiceDraft), api::ask)
}

fn accounting_routes() -> Routes {
    use exports::{api, pages};
    Routes::new()
        .get("/accounting", Needs(InvoiceRead), pages::show)
        .get("/accounting/orders", Needs(InvoiceIssue), pages::orders)
        .get("/accounting/ledger", Needs(InvoiceRead), pages::ledger)
        .get("/accounting/cut-off", Needs(InvoiceRead), pages::cut_off)
        .get("/accounting/mapping", Needs(InvoiceIssue), pages::mapping)
        .post("/accounting/mapping", Needs(InvoiceIssue), pages::import)
        .get("/api/v1/accounting/orders", Needs(InvoiceIssue), api::orders)
        .get("/api/v1/accounting/ledger", Needs(InvoiceRead), api::ledger)
        .get("/api/v1/accounting/cut-off", Needs(InvoiceRead), api::cut_off)
        .put("/api/v1/accounting/mapping", Needs(InvoiceIssue), api::import)
}

fn charge_routes() -> Routes {
    use charges::{api, pages};
    Routes::new()
        .get("/charges", Needs(InvoiceRead), pages::choose)
        .get("/charges/{beneficiary}/{year}", Needs(InvoiceRead), pages::show)
        .post("/charges/{beneficiary}/{year}/units", Needs(InvoiceDraft), pages::count)
        .post("/charges/{beneficiary}/{year}/drafts", Needs(InvoiceDraft), pages::accept)
        .post("/charges/{beneficiary}/{year}/objections/{objection}", Needs(InvoiceDraft), pages::answer)
        .post("/invoices/{beneficiary}/{id}/submission", Needs(InvoiceDraft), pages::submit)
        .post("/invoices/{beneficiary}/{id}/objections", Needs(ChargeObject), pages::object)
        .get("/api/v1/charges/{beneficiary}/{year}", Needs(InvoiceRead), api::show)
        .post("/api/v1/charges/{beneficiary}/{year}/units", Needs(InvoiceDraft), api::count)
        .post("/api/v1/charges/{beneficiary}/{year}/drafts", Needs(InvoiceDraft), api::accept)
        .post("/api/v1/charges/{beneficiary}/{year}/objections/{objection}", Needs(InvoiceDraft), api::answer)
        .post("/api/v1/invoices/{beneficiary}/{id}/submission", Needs(InvoiceDraft), api::submit)
        .post("/api/v1/invoices/{beneficiary}/{id}/objections", Needs(ChargeObject), api::object)
}

fn billing_routes() -> Routes {
    use billing_runs::{api, pages};
    Routes::new()
        .get("/billing-runs", Needs(BillingRead), pages::list)
        .post("/billing-runs", Needs(InvoiceDraft), pages::start)
        .get("/billing-runs/{billing}", Needs(BillingRead), pages::show)
        .post("/billing-runs/{billing}/cancellation", Needs(InvoiceDraft), pages::cancel)
        .post("/billing-runs/{billing}/approval", Needs(InvoiceApprove), pages::approve)
        .post("/billing-runs/{billing}/issue", Needs(InvoiceIssue), pages::issue)
        .get("/api/v1/billing-runs", Needs(BillingRead), api::list)
        .post("/api/v1/billing-runs", Needs(InvoiceDraft), api::start)
        .get("/api/v1/billing-runs/{billing}", Needs(BillingRead), api::show)
        .post("/api/v1/billing-runs/{billing}/cancellation", Needs(InvoiceDraft), api::cancel)
        .post("/api/v1/billing-runs/{billing}/approval", Needs(InvoiceApprove), api::approve)
        .post("/api/v1/billing-runs/{billing}/issue", Needs(InvoiceIssue), api::issue)
}

fn depreciation_routes() -> Routes {
    use depreciation::{api, pages};
    Routes::new()
        .get("/depreciation", Needs(InvoiceRead), pages::choose)
        .get("/depreciation/{beneficiary}", Needs(InvoiceRead), pages::show)
        .get("/depreciation/{beneficiary}/file", Needs(InvoiceRead), pages::file)
        .get("/depreciation/{beneficiary}/assets/{id}", Needs(InvoiceRead), pages::good)
        .get("/api/v1/depreciation/{beneficiary}", Needs(InvoiceRead), api::show)
        .get("/api/v1/depreciation/{beneficiary}/assets/{id}", Needs(InvoiceRead), api::good)
}

fn exit_routes() -> Routes {
    use exit::{api, pages};
    Routes::new()
        .get("/exits", Needs(InvoiceRead), pages::list)
        .get("/exits/{beneficiary}", Needs(InvoiceRead), pages::show)
        .get("/exits/{beneficiary}/file", Needs(InvoiceRead), pages::file)
        .post("/exits/{beneficiary}/notices", Needs(ExitManage), pages::receive)
        .get("/exits/{beneficiary}/notices/{id}", Needs(InvoiceRead), pages::notice)
        .get("/exits/{beneficiary}/notices/{id}/file.pdf", Needs(InvoiceRead), pages::pdf)
        .post("/exits/{beneficiary}/notices/{id}/choices", Needs(ExitManage), pages::choose)
        .post("/exits/{beneficiary}/notices/{id}/tasks/{consequence}", Needs(ExitManage), pages::see_to)
        .post("/exits/{beneficiary}/notices/{id}/confirmation", Needs(ExitManage), pages::confirm)
        .post("/exits/{beneficiary}/notices/{id}/withdrawal", Needs(ExitManage), pages::withdraw)
        .get("/api/v1/exits/{beneficiary}", Needs(InvoiceRead), api::show)
        .get("/api/v1/exits/{beneficiary}/notices", Needs(InvoiceRead), api::notices)
        .post("/api/v1/exits/{beneficiary}/notices", Needs(ExitManage), api::receive)
        .get("/api/v1/exits/{beneficiary}/notices/{id}", Needs(InvoiceRead), api::notice)
        .put("/api/v1/exits/{beneficiary}/notices/{id}/choices", Needs(ExitManage), api::choose)
        .put("/api/v1/exits/{beneficiary}/notices/{id}/tasks/{consequence}", Needs(ExitManage), api::see_to)
        .post("/api/v1/exits/{beneficiary}/notices/{id}/confirmation", Needs(ExitManage), api::confirm)
        .post("/api/v1/exits/{beneficiary}/notices/{id}/withdrawal", Needs(ExitManage), api::withdraw)
}

fn supplier_routes() -> Routes {
    use supplier_invoices::{api, pages};
    Routes::new()
        .get("/supplier-invoices", Needs(CostRead), pages::list)
        .post("/supplier-invoices", Needs(CostManage), pages::receive)
        .get("/supplier-invoices/{id}", Needs(CostRead), pages::show)
        .get("/supplier-invoices/{id}/file", Needs(CostRead), pages::file)
        .post("/supplier-invoices/{id}/imputations", Needs(CostManage), pages::impute)
        .post("/supplier-invoices/{id}/imputations/{imputation}/removal", Needs(CostManage), pages::remove)
        .post("/supplier-invoices/{id}/set-aside", Needs(CostManage), pages::set_aside)
        .get("/api/v1/supplier-invoices", Needs(CostRead), api::list)
        .post("/api/v1/supplier-invoices", Needs(CostManage), api::receive)
        .get("/api/v1/supplier-invoices/{id}", Needs(CostRead), api::show)
        .post("/api/v1/supplier-invoices/{id}/imputations", Needs(CostManage), api::impute)
        .post(
            "/api/v1/supplier-invoices/{id}/imputations/{imputation}/removal",
            Needs(CostManage),
            api::remove,
        )
        .post("/api/v1/supplier-invoices/{id}/set-aside", Needs(CostManage), api::set_aside)
}

fn cost_routes() -> Routes {
    use costs::{api, pages};
    Routes::new()
        .get("/costs", Needs(InvoiceRead), pages::list)
        .get("/costs/{beneficiary}/{year}", Needs(InvoiceRead), pages::show)
        .get("/costs/{beneficiary}/{year}/file", Needs(InvoiceRead), pages::file)
        .post("/costs/{beneficiary}/{year}/units", Needs(CostManage), pages::put_units)
        .post("/costs/{beneficiary}/{year}/closing", Needs(InvoiceApprove), pages::close)
        .get("/api/v1/costs/{beneficiary}", Needs(InvoiceRead), api::years)
        .get("/api/v1/costs/{beneficiary}/{year}", Needs(InvoiceRead), api::show)
        .put("/api/v1/costs/{beneficiary}/{year}/units", Needs(CostManage), api::put_units)
        .post("/api/v1/costs/{beneficiary}/{year}/closing", Needs(InvoiceApprove), api::close)
}

fn source_routes() -> Routes {
    use costs::sources::{api, pages};
    Routes::new()
        .get("/cost-sources", Needs(CostRead), pages::last)
        .get("/cost-sources/{year}", Needs(CostRead), pages::show)
        .post("/cost-sources/{year}/keys", Needs(CostManage), pages::add_key)
        .post("/cost-sources/{year}/keys/{id}", Needs(CostManage), pages::put_key)
        .post("/cost-sources/{year}/entries", Needs(CostManage), pages::add_entry)
        .post("/cost-sources/{year}/entries/{id}/withdrawal", Needs(CostManage), pages::withdraw_entry)
        .post("/cost-sources/{year}/kinds", Needs(CostManage), pages::put_kind)
        .get("/api/v1/cost-sources/{year}", Needs(CostRead), api::show)
        .post("/api/v1/cost-sources/{year}/keys", Needs(CostManage), api::add_key)
        .put("/api/v1/cost-sources/{year}/keys/{id}", Needs(CostManage), api::put_key)
        .post("/api/v1/cost-sources/{year}/entries", Needs(CostManage), api::add_entry)
        .post("/api/v1/cost-sources/{year}/entries/{id}/withdrawal", Needs(CostManage), api::withdraw_entry)
        .put("/api/v1/cost-sources/{year}/kinds", Needs(CostManage), api::put_kind)
}

fn saving_routes() -> Routes {
    use savings::{api, pages};
    Routes::new()
        .get("/savings/{beneficiary}", Needs(InvoiceRead), pages::show)
        .post("/savings/{beneficiary}", Needs(CostManage), pages::propose)
        .get("/savings/{beneficiary}/{id}", Needs(InvoiceRead), pages::one)
        .post("/savings/{beneficiary}/{id}/withdrawal", Needs(CostManage), pages::withdraw)
        .get("/api/v1/savings/{beneficiary}", Needs(InvoiceRead), api::show)
        .post("/api/v1/savings/{beneficiary}", Needs(CostManage), api::propose)
        .get("/api/v1/savings/{beneficiary}/{id}", Needs(InvoiceRead), api::one)
        .post("/api/v1/savings/{beneficiary}/{id}/withdrawal", Needs(CostManage), api::withdraw)
}

fn simulation_routes() -> Routes {
    use simulations::{api, pages};
    Routes::new()
        .get("/simulations", Needs(InvoiceRead), pages::list)
        .get("/simulations/{beneficiary}", Needs(InvoiceRead), pages::answer)
        .get("/simulations/{beneficiary}/file", Needs(InvoiceRead), pages::file)
        .post("/simulations/{beneficiary}", Needs(InvoiceRead), pages::save)
        .get("/simulations/{beneficiary}/{id}", Needs(InvoiceRead), pages::show)
        .post("/simulations/{beneficiary}/{id}/removal", Needs(InvoiceRead), pages::remove)
        .get("/api/v1/simulations/{beneficiary}", Needs(InvoiceRead), api::answer)
        .post("/api/v1/simulations/{beneficiary}", Needs(InvoiceRead), api::save)
        .get("/api/v1/simulations/{beneficiary}/{id}", Needs(InvoiceRead), api::show)
        .post("/api/v1/simulations/{beneficiary}/{id}/removal", Needs(InvoiceRead), api::remove)
}
