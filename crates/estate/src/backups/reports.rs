//! What tools write at the end of a run: `restic backup --json`, `borg create --json`, a task log of Proxmox Backup Server. Pure.

use super::Outcome;
use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};
use kernel::Text;
use serde::Deserialize;

/// Longest report that is read, in bytes.
pub const LONGEST: usize = 4 * 1024 * 1024;

/// Longest words kept of it, in characters.
const KEPT: usize = 500;

/// What a report says of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The tool's own name of the run; empty when it gives none.
    pub key: String,
    /// How it ended.
    pub outcome: Outcome,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How long it took, when that alone is said.
    pub took: Option<SignedDuration>,
    /// Bytes gone through.
    pub bytes: Option<i64>,
    /// What went wrong, or what was done.
    pub detail: String,
}

/// Reads a report by its format; a message says what is wrong with it.
pub fn read(format: &str, text: &str, zone: &TimeZone) -> Result<Report, Text> {
    if text.len() > LONGEST {
        return Err(Text::new("backup-error-report-long"));
    }
    match format {
        "restic" => restic(text),
        "borg" => borg(text, zone),
        "proxmox" => proxmox(text),
        _ => Err(Text::new("backup-error-format")),
    }
}

fn cut(text: &str) -> String {
    text.trim().chars().take(KEPT).collect()
}

#[derive(Deserialize)]
struct ResticLine {
    message_type: String,
    #[serde(default)]
    snapshot_id: String,
    total_bytes_processed: Option<i64>,
    total_files_processed: Option<i64>,
    total_duration: Option<f64>,
    backup_start: Option<Timestamp>,
    backup_end: Option<Timestamp>,
    #[serde(default)]
    item: String,
    #[serde(default)]
    message: String,
    error: Option<serde_json::Value>,
}

/// One JSON value a line; the summary comes last. Without it the run did not end.
fn restic(text: &str) -> Result<Report, Text> {
    let (mut summary, mut errors) = (None, vec![]);
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |error: serde_json::Error| {
            Text::new("backup-error-line").with("line", index + 1).with("detail", error)
        };
        let one: ResticLine = serde_json::from_str(line).map_err(wrong)?;
        match one.message_type.as_str() {
            "summary" => summary = Some(one),
            "error" => {
                let said = one.error.as_ref().and_then(|e| e["message"].as_str()).unwrap_or_default();
                errors.push(format!("{} {said}", one.item));
            }
            "exit_error" => errors.push(one.message),
            _ => {}
        }
    }
    let Some(summary) = summary.filter(|one| !one.snapshot_id.is_empty()) else {
        if errors.is_empty() {
            return Err(Text::new("backup-error-no-summary"));
        }
        return Ok(failed(&errors.join("; ")));
    };
    let files = summary.total_files_processed.unwrap_or(0);
    Ok(Report {
        key: summary.snapshot_id,
        // What could not be read is not in the backup, whatever else is.
        outcome: if errors.is_empty() { Outcome::Succeeded } else { Outcome::Failed },
        started_at: summary.backup_start,
        ended_at: summary.backup_end,
        took: summary.total_duration.and_then(|seconds| SignedDuration::try_from_secs_f64(seconds).ok()),
        bytes: summary.total_bytes_processed,
        detail: if errors.is_empty() { format!("restic: {files}") } else { cut(&errors.join("; ")) },
    })
}

fn failed(detail: &str) -> Report {
    Report {
        key: String::new(),
        outcome: Outcome::Failed,
        started_at: None,
        ended_at: None,
        took: None,
        bytes: None,
        detail: cut(detail),
    }
}

#[derive(Deserialize)]
struct Borg {
    archive: BorgArchive,
}

#[derive(Deserialize)]
struct BorgArchive {
    id: String,
    name: String,
    start: String,
    end: String,
    stats: Option<BorgStats>,
}

#[derive(Deserialize)]
struct BorgStats {
    original_size: Option<i64>,
}

/// One JSON object with the archive; its times are local.
fn borg(text: &str, zone: &TimeZone) -> Result<Report, Text> {
    let wrong = |error: serde_json::Error| {
        Text::new("backup-error-line").with("line", error.line()).with("detail", error)
    };
    let archive = serde_json::from_str::<Borg>(text).map_err(wrong)?.archive;
    let at = |text: &str| {
        let zoned = text.parse::<Timestamp>().ok();
        zoned.or_else(|| zone.to_timestamp(text.parse::<DateTime>().ok()?).ok())
    };
    let ended_at = at(&archive.end);
    if ended_at.is_none() {
        return Err(Text::new("backup-error-end"));
    }
    Ok(Report {
        key: archive.id,
        outcome: Outcome::Succeeded,
        started_at: at(&archive.start),
        ended_at,
        took: None,
        bytes: archive.stats.and_then(|stats| stats.original_size),
        detail: cut(&format!("borg: {}", archive.name)),
    })
}

/// Lines of a task, each after its instant; the last one says `TASK OK`, `TASK WARNINGS: …` or `TASK ERROR: …`.
fn proxmox(text: &str) -> Result<Report, Text> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let split = |line: &&str| {
        let (at, said) = line.split_once(": ")?;
        Some((at.trim().parse::<Timestamp>().ok()?, said.to_owned()))
    };
    let told: Vec<(Timestamp, String)> = lines.iter().filter_map(split).collect();
    let (Some((started_at, _)), Some((ended_at, last))) = (told.first(), told.last()) else {
        return Err(Text::new("backup-error-no-task"));
    };
    let outcome = match last.as_str() {
        "TASK OK" => Outcome::Succeeded,
        said if said.starts_with("TASK ") => Outcome::Failed,
        _ => return Err(Text::new("backup-error-no-end").with("line", lines.len())),
    };
    // `starting new backup on datastore 'store1': "vm/100/2026-03-02T21:00:00Z"`
    let snapshot = told.iter().find_map(|(_, said)| {
        said.starts_with("starting new backup").then(|| said.split('"').nth(1)).flatten()
    });
    // Each disk tells its own.
    let size = told.iter().filter_map(|(_, said)| bytes(said)).reduce(i64::saturating_add);
    Ok(Report {
        key: snapshot.unwrap_or_default().to_owned(),
        outcome,
        started_at: Some(*started_at),
        ended_at: Some(*ended_at),
        took: None,
        bytes: size,
        detail: cut(last),
    })
}

/// `Size: 1073741824`, as the log says of each index.
fn bytes(said: &str) -> Option<i64> {
    said.trim().strip_prefix("Size: ")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Zone;
    use proptest::prelude::*;

    fn of(format: &str, text: &str) -> Result<Report, Text> {
        read(format, text, &Zone::Metropole.time_zone())
    }

    const RESTIC: &str = r#"{"message_type":"status","percent_done":0.5,"total_files":3}
{"message_type":"summary","files_new":3,"data_added":1024,"total_files_processed":3,"total_bytes_processed":2048,"total_duration":1.5,"snapshot_id":"a1b2c3d4"}
"#;

    #[test]
    fn restic_ends_with_a_summary() {
        let report = of("restic", RESTIC).unwrap();
        assert_eq!(
            (report.key.as_str(), report.outcome, report.bytes),
            ("a1b2c3d4", Outcome::Succeeded, Some(2048))
        );
        assert_eq!(report.took, Some(SignedDuration::from_millis(1500)));
        let error = r#"{"message_type":"error","error":{"message":"permission denied"},"during":"scan","item":"/srv/x"}"#;
        let report = of("restic", &format!("{error}\n{RESTIC}")).unwrap();
        assert_eq!((report.outcome, report.detail.as_str()), (Outcome::Failed, "/srv/x permission denied"));
        assert_eq!(of("restic", RESTIC.lines().next().unwrap()).unwrap_err().key, "backup-error-no-summary");
        let cut = of("restic", &RESTIC[..RESTIC.len() - 20]).unwrap_err();
        assert_eq!((cut.key.as_str(), cut.args["line"].as_str()), ("backup-error-line", "2"));
    }

    #[test]
    fn borg_tells_local_times() {
        let text = r#"{"archive":{"command_line":[],"duration":2.5,"end":"2026-03-02T22:00:05.500000","id":"f00d","limits":{},
            "name":"srv-2026-03-02","start":"2026-03-02T22:00:03.000000","stats":{"compressed_size":5,"deduplicated_size":4,
            "nfiles":3,"original_size":4096}},"cache":{},"encryption":{"mode":"none"},"repository":{}}"#;
        let report = of("borg", text).unwrap();
        assert_eq!((report.key.as_str(), report.bytes), ("f00d", Some(4096)));
        assert_eq!(report.ended_at, Some("2026-03-02T21:00:05.5Z".parse().unwrap()));
        assert!(of("borg", &text[..60]).is_err());
    }

    #[test]
    fn a_task_log_of_proxmox_ends_with_its_word() {
        let log = |end: &str| {
            format!(
                "2026-03-02T22:00:01+01:00: starting new backup on datastore 'store1': \"vm/100/2026-03-02T21:00:00Z\"\n\
                 2026-03-02T22:00:02+01:00: created new fixed index 1 (\"vm/100/2026-03-02T21:00:00Z/drive-scsi0.img.fidx\")\n\
                 2026-03-02T22:09:10+01:00: Size: 34359738368\n\
                 2026-03-02T22:09:12+01:00: {end}\n"
            )
        };
        let report = of("proxmox", &log("TASK OK")).unwrap();
        assert_eq!(
            (report.key.as_str(), report.outcome),
            ("vm/100/2026-03-02T21:00:00Z", Outcome::Succeeded)
        );
        assert_eq!(
            (report.bytes, report.ended_at),
            (Some(34_359_738_368), Some("2026-03-02T21:09:12Z".parse().unwrap()))
        );
        assert_eq!(
            of("proxmox", &log("TASK ERROR: backup ended but finished flag is not set.")).unwrap().outcome,
            Outcome::Failed
        );
        assert_eq!(of("proxmox", &log("percent done")).unwrap_err().key, "backup-error-no-end");
        assert!(of("proxmox", "bonjour").is_err() && of("tar", "").is_err());
    }

    #[test]
    fn disks_of_proxmox_are_added_up() {
        let log = "2026-03-02T22:00:01+01:00: Size: 1024\n2026-03-02T22:00:02+01:00: Size: 512\n\
             2026-03-02T22:00:03+01:00: TASK OK\n";
        assert_eq!(of("proxmox", log).unwrap().bytes, Some(1_536));
    }

    proptest! {
        #[test]
        fn no_report_stops_the_program(text in "\\PC{0,200}|(\\{\"message_type\":\"(summary|error)\"[^\n]{0,40}\n?){0,3}") {
            for format in ["restic", "borg", "proxmox", "plain"] {
                drop(of(format, &text));
            }
        }
    }
}
