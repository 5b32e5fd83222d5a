//! Checking every chain from its first entry to its head, and against heads written down elsewhere.

use super::{Recorded, rules, store};
use platform::{Error, Result, db::Tx};
use std::collections::BTreeMap;

/// What is wrong with a chain, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The chain.
    pub chain: String,
    /// The place.
    pub sequence: i64,
    /// What is wrong there.
    pub kind: FaultKind,
}

/// Kinds of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The entry is not what was recorded.
    Altered,
    /// Entries before this one are missing.
    Missing,
    /// The entry does not follow the one before it.
    Unlinked,
    /// The chain does not end where its head says.
    Head,
    /// The chain no longer holds the entry written down at a checkpoint: cut off or rewritten since.
    Checkpoint,
}

/// The end of a chain, to be kept outside the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The chain.
    pub chain: String,
    /// Place of its last entry.
    pub sequence: i64,
    /// Digest of its last entry.
    pub hash: String,
}

/// The outcome of a verification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Entries read.
    pub entries: u64,
    /// Entries whose personal part was erased.
    pub erased: u64,
    /// Chains read.
    pub chains: u64,
    /// Everything wrong, in order of chain and place; at most 1,000 are kept.
    pub faults: Vec<Fault>,
}

/// Entries read at a time.
const BATCH: i64 = 5_000;

/// The ends of all chains: a checkpoint.
pub async fn checkpoint(tx: &mut Tx) -> Result<Vec<Mark>> {
    Ok(store::heads(tx).await?)
}

/// A checkpoint as text: one line per chain, `chain sequence hash`.
pub fn write_marks(marks: &[Mark]) -> String {
    marks.iter().map(|m| format!("{} {} {}\n", m.chain, m.sequence, m.hash)).collect()
}

/// Reads a checkpoint back. The error names the line.
pub fn read_marks(text: &str) -> Result<Vec<Mark>> {
    let mark = |(number, line): (usize, &str)| {
        let parts: Vec<&str> = line.split(' ').collect();
        match parts.as_slice() {
            [chain, sequence, hash] if hash.len() == rules::NO_ENTRY.len() => sequence
                .parse()
                .ok()
                .map(|sequence| Mark { chain: (*chain).to_owned(), sequence, hash: (*hash).to_owned() }),
            _ => None,
        }
        .ok_or_else(|| {
            Error::Internal(format!("checkpoint, line {}: expected `chain sequence hash`", number + 1))
        })
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(mark).collect()
}

/// Reads every entry in scope, in order, a batch at a time.
pub async fn verify(tx: &mut Tx, marks: &[Mark]) -> Result<Report> {
    let heads = store::heads(tx).await?;
    let mut check = Check::new(&heads, marks);
    let (mut chain, mut sequence) = (String::new(), 0);
    loop {
        let batch = store::batch(tx, &chain, sequence, BATCH).await?;
        let is_last = batch.len() < usize::try_from(BATCH).unwrap_or(usize::MAX);
        for entry in &batch {
            check.entry(entry);
        }
        if let Some(last) = batch.last() {
            (chain, sequence) = (last.chain.clone(), last.sequence);
        }
        if is_last {
            return Ok(check.finish());
        }
    }
}

struct Check<'a> {
    report: Report,
    /// The entry before, whatever its chain; its texts are written over, not made again, for every entry.
    last: Option<Mark>,
    heads: BTreeMap<&'a str, &'a Mark>,
    marks: BTreeMap<(&'a str, i64), &'a str>,
}

impl<'a> Check<'a> {
    fn new(heads: &'a [Mark], marks: &'a [Mark]) -> Self {
        Self {
            report: Report::default(),
            last: None,
            heads: heads.iter().map(|m| (m.chain.as_str(), m)).collect(),
            marks: marks.iter().map(|m| ((m.chain.as_str(), m.sequence), m.hash.as_str())).collect(),
        }
    }

    fn entry(&mut self, entry: &Recorded) {
        if self.last.as_ref().is_none_or(|last| last.chain != entry.chain) {
            self.close_chain();
            self.report.chains += 1;
        }
        let (expected, before) =
            self.last.as_ref().map_or((1, rules::NO_ENTRY), |last| (last.sequence + 1, &*last.hash));
        let is_linked = entry.previous_hash == before;
        if entry.sequence != expected {
            self.fault(&entry.chain, entry.sequence, FaultKind::Missing);
        } else if !is_linked {
            self.fault(&entry.chain, entry.sequence, FaultKind::Unlinked);
        }
        if !is_intact(entry) {
            self.fault(&entry.chain, entry.sequence, FaultKind::Altered);
        }
        self.compare_with_mark(entry);
        self.report.entries += 1;
        self.report.erased += u64::from(entry.salt.is_none());
        self.remember(entry);
    }

    /// A mark stays in the map until its entry was seen: what is left at the end is missing.
    fn compare_with_mark(&mut self, entry: &Recorded) {
        let place = (entry.chain.as_str(), entry.sequence);
        if self.marks.is_empty() || !self.marks.contains_key(&place) {
            return;
        }
        self.marks.retain(|mark, hash| *mark != place || *hash != entry.hash);
    }

    fn remember(&mut self, entry: &Recorded) {
        let last = self.last.get_or_insert_with(|| Mark {
            chain: entry.chain.clone(),
            sequence: 0,
            hash: String::with_capacity(rules::NO_ENTRY.len()),
        });
        last.sequence = entry.sequence;
        entry.hash.clone_into(&mut last.hash);
    }

    fn close_chain(&mut self) {
        let Some(last) = self.last.take() else { return };
        if self.heads.remove(last.chain.as_str()) != Some(&last) {
            self.fault(&last.chain, last.sequence, FaultKind::Head);
        }
    }

    fn finish(mut self) -> Report {
        self.close_chain();
        for head in std::mem::take(&mut self.heads).into_values() {
            self.fault(&head.chain, head.sequence, FaultKind::Head);
        }
        for (chain, sequence) in std::mem::take(&mut self.marks).into_keys() {
            self.fault(chain, sequence, FaultKind::Checkpoint);
        }
        self.report.faults.sort_by(|a, b| (&a.chain, a.sequence).cmp(&(&b.chain, b.sequence)));
        self.report
    }

    fn fault(&mut self, chain: &str, sequence: i64, kind: FaultKind) {
        if self.report.faults.len() < 1_000 {
            self.report.faults.push(Fault { chain: chain.to_owned(), sequence, kind });
        }
    }
}

/// Whether an entry is what its digests say. An erased one has no personal part left to compare.
fn is_intact(entry: &Recorded) -> bool {
    let is_personal_part_right = match entry.salt {
        Some(_) => rules::commitment(entry).is(&entry.commitment),
        None => entry.actor_name.is_empty() && entry.detail == "{}",
    };
    is_personal_part_right && rules::digest(entry).is(&entry.hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_reads_back() {
        let marks = vec![Mark { chain: "provider".into(), sequence: 3, hash: "a".repeat(64) }];
        assert_eq!(read_marks(&write_marks(&marks)).unwrap(), marks);
        let error = read_marks("provider 3 abc\n").unwrap_err().to_string();
        assert!(error.contains("line 1"), "{error}");
    }
}
