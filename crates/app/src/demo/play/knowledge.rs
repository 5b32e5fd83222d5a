//! Articles written, published and read.

use super::Stage;
use crate::demo::plan::knowledge::KnowledgeAct;
use anyhow::{Context as _, Result};
use desk::knowledge::{ArticleForm, ArticleId, Verdict, actions};
use platform::Ctx;

impl Stage<'_> {
    pub(super) async fn knowledge(&mut self, ctx: &Ctx, act: &KnowledgeAct) -> Result<()> {
        match act {
            KnowledgeAct::Write { article, named, submitted, reviewer, form } => {
                let beneficiaries: Result<Vec<String>> =
                    named.iter().map(|code| Ok(self.beneficiary(code)?.to_string())).collect();
                let form = ArticleForm { beneficiaries: beneficiaries?, ..(**form).clone() };
                let id = self.write(ctx, article, &form).await?;
                if *submitted || !reviewer.is_empty() {
                    self.publish(ctx, &id, reviewer).await?;
                }
                Ok(())
            }
            KnowledgeAct::Confirm { article } => {
                let id = self.article(article)?;
                let version = actions::read(ctx, &id).await?.article.version;
                actions::confirm(ctx, &id, version).await?;
                Ok(())
            }
            KnowledgeAct::Serve { article, read, answered, helped, missing } => {
                let id = self.article(article)?;
                for name in read {
                    let reader = self.named_person(name)?;
                    let article = actions::read(&reader, &id).await?.article;
                    actions::count_read(&reader, &article).await?;
                }
                for name in answered {
                    actions::answered(&self.named_person(name)?, &id).await?;
                }
                for name in helped {
                    actions::vote(&self.named_person(name)?, &id, true, "").await?;
                }
                if let Some((name, words)) = missing {
                    actions::vote(&self.named_person(name)?, &id, false, words).await?;
                }
                Ok(())
            }
        }
    }

    fn article(&self, name: &str) -> Result<ArticleId> {
        self.articles.get(name).cloned().with_context(|| format!("{name} was not written"))
    }

    pub(super) fn named_person(&self, name: &str) -> Result<Ctx> {
        Ok(self.by(self.plan.cast.person(name)?))
    }

    async fn write(&mut self, ctx: &Ctx, name: &str, form: &ArticleForm) -> Result<ArticleId> {
        let Ok(known) = self.article(name) else {
            let made = actions::create(ctx, form).await?;
            self.articles.insert(name.to_owned(), made.id.clone());
            return Ok(made.id);
        };
        let version = actions::read(ctx, &known).await?.article.version;
        actions::save(ctx, &known, &ArticleForm { version, ..form.clone() }).await?;
        Ok(known)
    }

    async fn publish(&self, ctx: &Ctx, id: &ArticleId, reviewer: &str) -> Result<()> {
        let version = actions::read(ctx, id).await?.article.version;
        let version = actions::submit(ctx, id, version).await?.version;
        if !reviewer.is_empty() {
            let reviewer = self.named_person(reviewer)?;
            actions::decide(&reviewer, id, version, Verdict::Published, "").await?;
        }
        Ok(())
    }
}
