//! Deleting what was held for a beneficiary: refused, with every reason, until all is settled and handed back; then by two persons.

use super::*;
use finance::collection::PaymentForm;
use governance::reversibility::{
    destructions::{
        AskForm, ConfirmForm, DestructionKey, DestructionState,
        actions::{ask, confirm, find, read},
    },
    handovers::{AcceptForm, HandoverForm, actions as handovers},
};
use jiff::SignedDuration;

async fn handed_over(money: &Money) -> governance::reversibility::handovers::HandoverKey {
    let form = HandoverForm {
        handed_on: "2027-01-04".into(),
        received_by: "Direction générale".into(),
        means: "Disque chiffré".into(),
        manifest: platform::Digest::of(b"manifest").to_string(),
        note: String::new(),
    };
    handovers::record_one(&money.ctx(Role::Director), money.valmont(), &form).await.unwrap()
}

fn asked() -> AskForm {
    AskForm { method: "Lignes supprimées, supports chiffrés".into(), backups_until: "2027-04-30".into() }
}

async fn stops(money: &Money) -> Vec<String> {
    let whole = read(&money.ctx(Role::Officer), money.valmont()).await.unwrap();
    whole.dry_run.obstacles.into_iter().map(|one| one.text.key).collect()
}

#[tokio::test]
async fn data_are_not_deleted_before_all_is_settled_and_handed_back() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (invoice, key) = money.claimed().await;
        let valmont = money.valmont().clone();
        let base = format!("/reversibility/{valmont}/destructions");
        money.approved_price(2023).await;
        let draft = money.draft(2023).await.unwrap();
        assert_eq!(
            stops(&money).await,
            [
                "destruction-stop-running",
                "destruction-stop-drafts",
                "destruction-stop-unpaid",
                "destruction-stop-no-handover"
            ]
        );
        let mut director = money.app.client_of(money.world.person(Role::Director)).await;
        let page = director.get(&base).await.expect(200).text();
        assert!(
            page.contains("La convention court jusqu’au 31") && !page.contains("Demander la suppression")
        );
        let typed = [("method", "Effacement <b>"), ("backups_until", "2026-12-31")];
        director.post(&base, &typed).await.expect(409);
        assert_eq!(money.app.count("destruction").await, 0);
        let mut stranger =
            money.app.client_of(money.world.person_at(Role::Officer, &money.world.rochebrune.id)).await;
        stranger.get(&base).await.expect(404);
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        assert!(officer.get(&base).await.expect(200).text().contains("Ce qui est conservé"));
        officer.post(&base, &typed).await.expect(403);
        // The draft goes, the invoice is paid, the agreement ends.
        invoices::actions::discard(&money.ctx(Role::FinanceOfficer), &valmont, &draft.id).await.unwrap();
        let paid = PaymentForm {
            received_on: "2026-03-11".into(),
            amount: invoice.gross.to_string(),
            reference: "VIR 1".into(),
        };
        collection::actions::record_payment(&money.ctx(Role::FinanceOfficer), &key, &paid).await.unwrap();
        money.app.platform.clock.advance(SignedDuration::from_hours(24 * 310));
        assert_eq!(stops(&money).await, ["destruction-stop-no-handover"]);
        let handover = handed_over(&money).await;
        assert_eq!(stops(&money).await, ["destruction-stop-waiting"]);
        assert_eq!(
            refusal(ask(&money.ctx(Role::Director), &valmont, &asked()).await),
            "destruction-stop-waiting"
        );
        let officer = money.ctx(Role::Officer);
        handovers::accept(&officer, &handover, &AcceptForm::default()).await.unwrap();
        assert!(stops(&money).await.is_empty());
        assert_eq!(
            refusal(ask(&money.app.system(), &valmont, &asked()).await),
            "destruction-error-person",
            "never the system by itself"
        );
    })
    .await;
}

#[tokio::test]
async fn two_persons_delete_and_a_certificate_that_never_changes_says_what() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let valmont = money.valmont().clone();
        money.app.platform.clock.advance(SignedDuration::from_hours(24 * 310));
        let handover = handed_over(&money).await;
        handovers::accept(&money.ctx(Role::Officer), &handover, &AcceptForm::default()).await.unwrap();
        let base = format!("/reversibility/{valmont}/destructions");
        let mut director = money.app.client_of(money.world.person(Role::Director)).await;
        let typed = [("method", ""), ("backups_until", "2026-12-31")];
        let page = director.post(&base, &typed).await.expect(422).text();
        assert!(page.contains("Ce jour est passé") && page.contains("value=\"2026-12-31\""), "{page}");
        let form = asked();
        let typed = [("method", form.method.as_str()), ("backups_until", form.backups_until.as_str())];
        director.post(&base, &typed).await.location();
        director.post(&base, &typed).await.expect(409);
        let ctx = money.ctx(Role::Director);
        let one = read(&ctx, &valmont).await.unwrap().all.remove(0);
        let path = format!("{base}/{}", one.key.id);
        let code = [("code", "VAL")];
        let page = director.post(&format!("{path}/confirmation"), &code).await.expect(409).text();
        assert!(page.contains("ne peut pas la confirmer"), "{page}");
        let mut admin = money.app.client_of(money.world.person(Role::Administrator)).await;
        let page = admin.post(&format!("{path}/confirmation"), &[("code", "ROC")]).await.expect(422).text();
        assert!(page.contains("pas le code de ce bénéficiaire") && page.contains("value=\"ROC\""), "{page}");
        admin.post(&format!("{path}/withdrawal"), &[("why", "")]).await.expect(422);
        admin.post(&format!("{path}/withdrawal"), &[("why", "Lot à refaire")]).await.location();
        admin.post(&format!("{path}/confirmation"), &code).await.expect(409);
        // Asked again, confirmed by another, carried out in the background.
        let key = ask(&ctx, &valmont, &form).await.unwrap();
        let other = money.ctx(Role::Administrator);
        confirm(&other, &key, &ConfirmForm { code: "VAL".into() }).await.unwrap();
        let twice = confirm(&other, &key, &ConfirmForm { code: "VAL".into() }).await;
        assert_eq!(refusal(twice), "destruction-stop-under-way".replace("stop-under-way", "error-state"));
        let mut odile = money.app.client_of(money.world.person(Role::Officer)).await;
        odile.get(&base).await.expect(200);
        money.app.run_jobs().await;
        assert_eq!(find(&ctx, &key).await.unwrap().state, DestructionState::Files);
        assert_ne!(odile.get(&base).await.status, 200, "nobody of the beneficiary is signed in any more");
        money.app.platform.clock.advance(SignedDuration::from_mins(61));
        money.app.run_jobs().await;
        told(&money, &key).await;
    })
    .await;
}

/// The certificate, on every way to it, and that nothing changes it.
async fn told(money: &Money, key: &DestructionKey) {
    let ctx = money.ctx(Role::Director);
    let done = find(&ctx, key).await.unwrap();
    assert_eq!((done.state, done.trouble), (DestructionState::Done, None));
    let said = done.certificate.unwrap();
    assert_eq!((said.asked_by == said.confirmed_by, said.backups_until), (false, date(2027, 4, 30)));
    assert_eq!(said.manifest, platform::Digest::of(b"manifest"));
    let persons = said.deleted.iter().flat_map(|one| &one.tables).find(|one| one.table == "person").unwrap();
    assert!(persons.rows >= 5, "{persons:?}");
    let accounts = said.kept.iter().find(|one| one.tables.iter().any(|table| table.table == "census"));
    assert_eq!(
        accounts.unwrap().until,
        Some(date(2036, 12, 31)),
        "ten years after the last year of the agreement"
    );
    assert!(!said.chain_digest.is_empty() && said.erased_entries > 0);
    let base = format!("/reversibility/{}/destructions", key.beneficiary);
    let mut director = money.app.client_of(money.world.person(Role::Director)).await;
    let pdf = director.get(&format!("{base}/{}/certificate.pdf", key.id)).await.expect(200);
    assert!(pdf.bytes.starts_with(b"%PDF"));
    let answer = director.get(&format!("/api/v1{base}/{}", key.id)).await.expect(200).json();
    assert_eq!(answer["certificate"]["beneficiary"], json!("Commune de Valmont"));
    let page = director.get(&base).await.expect(200).text();
    assert!(page.contains("Télécharger le certificat"), "{page}");
    for sql in [
        "update destruction set backups_until = '2030-01-01' where beneficiary_id = $1 and state = 'done'",
        "delete from destruction where beneficiary_id = $1",
        "delete from destruction_count where beneficiary_id = $1",
    ] {
        let mut tx = money.app.platform.db.begin(&Scope::All).await.unwrap();
        assert!(tx.execute(query(sql).bind(&key.beneficiary)).await.is_err(), "{sql}");
    }
}
