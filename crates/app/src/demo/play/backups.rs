//! Backups: what is protected, runs as jobs tell of them, signed lists, restores and their tests.

use super::Stage;
use crate::demo::plan::backups::{BackupAct, OBJECTS};
use anyhow::{Context as _, Result};
use estate::backups::{
    self, CheckForm, ObjectForm, ObjectKey, RunForm,
    restores::{self, DoneForm, EndForm, RestoreForm, RowKey, TestForm},
};
use people::Role;
use platform::Ctx;
use std::collections::BTreeMap;

/// What is protected so far, by its place in the plan, and the restore and the test that are open.
#[derive(Default)]
pub(super) struct Protected {
    objects: BTreeMap<usize, ObjectKey>,
    restore: Option<RowKey>,
    test: Option<RowKey>,
}

impl Protected {
    fn key(&self, place: usize) -> Result<&ObjectKey> {
        self.objects.get(&place).context("a run of what is not protected yet")
    }

    fn named(&self, place: usize) -> Result<String> {
        let key = self.key(place)?;
        Ok(format!("{}/{}", key.beneficiary, key.id))
    }
}

impl Stage<'_> {
    pub(super) async fn backup(&mut self, act: &BackupAct) -> Result<()> {
        let agent = self.one(Role::Technician, "CAPBP")?;
        match act {
            BackupAct::Protect(place) => {
                let (code, name, kind, tool, first, hours) = OBJECTS[*place];
                let form = ObjectForm {
                    beneficiary: self.beneficiary(code)?.to_string(),
                    name: name.into(),
                    kind: kind.into(),
                    tool: tool.into(),
                    starts_on: first.to_string(),
                    due_time: "22:00".into(),
                    every_hours: hours.to_string(),
                    window_minutes: "480".into(),
                    retention_days: "30".into(),
                    rpo_hours: hours.to_string(),
                    rto_hours: "10".into(),
                    version: 0,
                };
                let object = backups::actions::create(&agent, &form).await?;
                self.protected.objects.insert(*place, object.key());
            }
            BackupAct::Run(place, is_good, bytes) => self.run(*place, *is_good, *bytes).await?,
            BackupAct::Watch => drop(backups::actions::watch(&self.system("Sauvegardes")).await?),
            BackupAct::Sign(note) => {
                backups::actions::sign(&agent, &CheckForm { note: (*note).into() }).await?;
            }
            _ => self.restore(&agent, act).await?,
        }
        Ok(())
    }

    /// A job tells of a run at its end.
    async fn run(&self, place: usize, is_good: bool, bytes: i64) -> Result<()> {
        let form = RunForm {
            outcome: if is_good { "succeeded" } else { "failed" }.into(),
            verified: is_good,
            detail: if is_good { format!("{} Go", bytes / 1_000_000_000) } else { "Disque plein".into() },
            ..RunForm::default()
        };
        backups::actions::report(&self.system("Sauvegardes"), self.protected.key(place)?, &form).await?;
        Ok(())
    }

    async fn restore(&mut self, agent: &Ctx, act: &BackupAct) -> Result<()> {
        match act {
            BackupAct::Ask(place, what, complexity) => {
                let form = RestoreForm {
                    object: self.protected.named(*place)?,
                    what: (*what).into(),
                    complexity: (*complexity).into(),
                    ..RestoreForm::default()
                };
                let restore = restores::actions::ask(agent, &form).await?;
                let key = RowKey { beneficiary: restore.beneficiary, id: restore.id.to_string() };
                self.protected.restore = Some(key);
            }
            BackupAct::Restored => {
                let key = self.protected.restore.take().context("nothing is asked back")?;
                let form = EndForm { outcome: "done".into(), version: 1, ..EndForm::default() };
                restores::actions::end(agent, &key, &form).await?;
            }
            BackupAct::Plan(place, on) => {
                let form = TestForm { object: self.protected.named(*place)?, planned_on: on.to_string() };
                let test = restores::actions::plan(agent, &form).await?;
                self.protected.test = Some(RowKey { beneficiary: test.beneficiary, id: test.id.to_string() });
            }
            BackupAct::Tested(is_good, minutes) => {
                let key = self.protected.test.take().context("no test is planned")?;
                let form = DoneForm {
                    outcome: if *is_good { "passed" } else { "failed" }.into(),
                    minutes: minutes.to_string(),
                    proof: format!("Restauration comparée fichier par fichier en {minutes} minutes."),
                    version: 1,
                    ..DoneForm::default()
                };
                restores::actions::done(agent, &key, &form, None).await?;
            }
            _ => {}
        }
        Ok(())
    }
}
