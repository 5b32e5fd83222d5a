//! The life of an agreement.

use super::Twins;
use agreements::{
    contracts::{ContractForm, actions as contracts},
    disputes::{DisputeForm, DocumentForm, actions as disputes},
    drafts::{NewForm, actions as drafts_of_agreements},
    insurance::{CertificateForm, actions as insurance},
    subscription_requests::{AskForm, actions as subscriptions},
};
use people::{Organisation, Role};
use platform::web::UploadedFile;

impl Twins {
    /// A draft, a contract, a dispute with a document, a request to subscribe; a certificate is the provider's.
    pub(super) async fn agreement_life(&self, body: &Organisation, word: &str) {
        let director = self.world.ctx(&self.app, Role::Director);
        let officer = self.app.ctx(self.world.person_at(Role::Officer, &body.id).actor());
        let beneficiary = body.id.to_string();
        let draft = NewForm {
            beneficiary: beneficiary.clone(),
            kind: "amendment".into(),
            title: format!("Avenant {word}"),
            reason: word.to_owned(),
            ..NewForm::default()
        };
        drafts_of_agreements::create(&director, &draft).await.unwrap();
        let contract = ContractForm {
            beneficiary: beneficiary.clone(),
            side: "provider".into(),
            supplier: format!("Fournisseur {word}"),
            title: format!("Lien {word}"),
            starts_on: "2024-01-01".into(),
            ends_on: "2028-12-31".into(),
            ..ContractForm::default()
        };
        let file = |name: &str| UploadedFile {
            name: format!("{name}.pdf"),
            media_type: "application/pdf".into(),
            bytes: name.as_bytes().to_vec(),
        };
        contracts::create(&director, &contract, Some(file(word))).await.unwrap();
        let dispute = DisputeForm {
            beneficiary,
            title: format!("Litige {word}"),
            subject: word.to_owned(),
            ..DisputeForm::default()
        };
        let dispute = disputes::open(&officer, &dispute).await.unwrap();
        let document = DocumentForm { title: format!("Courrier {word}"), ..DocumentForm::default() };
        disputes::join(&officer, &dispute.key, &document, Some(file(word))).await.unwrap();
        let asked = AskForm {
            kind: "subscribe".into(),
            offer: "POSTES".into(),
            wanted_on: "2026-06-01".into(),
            reason: word.to_owned(),
            ..AskForm::default()
        };
        subscriptions::ask(&officer, &asked).await.unwrap();
        // The provider's own: both bodies see the same one.
        if !insurance::list(&director, &insurance::ListQuery::default()).await.unwrap().0.is_empty() {
            return;
        }
        let certificate = CertificateForm {
            insurer: "Mutuelle".into(),
            policy: "P1".into(),
            covers: "Responsabilité civile".into(),
            valid_from: "2026-01-01".into(),
            valid_until: "2026-12-31".into(),
            ..CertificateForm::default()
        };
        insurance::record_certificate(&director, &certificate, Some(file("attestation"))).await.unwrap();
    }
}
