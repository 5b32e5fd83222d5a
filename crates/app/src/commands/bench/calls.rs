//! Records of calls read and judged: one core, no database.

use super::figures::{Figure, Target, timed_here};
use anyhow::{Result, anyhow, ensure};
use estate::telephony::call_records::{
    Counts, Format, Reading,
    formats::{Place, Records},
    importing::Judge,
};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use std::{collections::HashMap, fmt::Write as _, io::Cursor};

/// Rows of each format, and what is dialled in turn.
const ROWS: u32 = 500_000;
const DIALLED: [&str; 8] = [
    "0536491010",
    "0639981234",
    "0034912345678",
    "0800123456",
    "3639",
    "0262123456",
    "+3225551212",
    "118218",
];

/// Lines whose numbers are looked up.
const LINES: u32 = 10_000;

/// How many records of Asterisk and of a carrier are parsed, classified and given to their beneficiary in a second.
pub(super) fn records() -> Result<Vec<Figure>> {
    let columns = ["caller", "called", "date", "duration"].map(str::to_owned);
    let [caller, called, date, duration] = columns;
    let columns =
        estate::telephony::call_records::Columns { caller, called, date, duration, ..Default::default() };
    let carrier = Reading { columns, ..Reading::default() };
    let reading = Reading { trunks: vec!["PJSIP/operateur".to_owned()], ..Reading::default() };
    Ok(vec![
        rate("call records, Asterisk", Format::Asterisk, &reading, &asterisk()?)?,
        rate("call records, carrier", Format::Carrier, &carrier, &carrier_file()?)?,
    ])
}

fn dialled(row: u32) -> &'static str {
    DIALLED[row as usize % DIALLED.len()]
}

fn asterisk() -> Result<String> {
    let mut text = String::new();
    for row in 0..ROWS {
        let (from, at) = (1_000_000 + row % LINES, 1_772_439_300 + u64::from(row));
        let start = Timestamp::from_second(i64::try_from(at)?)?.strftime("%Y-%m-%d %H:%M:%S");
        writeln!(
            text,
            "\"\",\"{from}\",\"{}\",\"sortie\",\"\"\"Poste\"\" <{from}>\",\"PJSIP/{from}-0001\",\"PJSIP/operateur-0002\",\"Dial\",\
             \"PJSIP/x@operateur,60,tT\",\"{start}\",\"{start}\",\"{start}\",75,62,\"ANSWERED\",\"DOCUMENTATION\",\"{at}.{row}\",\"\"",
            dialled(row)
        )?;
    }
    Ok(text)
}

fn carrier_file() -> Result<String> {
    let mut text = "date;caller;called;duration\n".to_owned();
    for row in 0..ROWS {
        let (from, minute) = (1_000_000 + row % LINES, row % 60);
        writeln!(text, "02/03/2026 09:{minute:02}:00;{from};{};00:01:02", dialled(row))?;
    }
    Ok(text)
}

fn rate(name: &str, format: Format, reading: &Reading, text: &str) -> Result<Figure> {
    let owners: HashMap<String, BeneficiaryId> =
        (0..LINES).map(|line| ((1_000_000 + line).to_string(), BeneficiaryId::from("b"))).collect();
    let judge = Judge::new(owners, None, reading, Timestamp::MIN);
    let (took, kept) = timed_here(|| {
        let halted = |halt| anyhow!("{halt:?}");
        let mut records =
            Records::open(Cursor::new(text), format, reading, Place::default()).map_err(halted)?;
        let (mut counts, mut kept) = (Counts::default(), 0_u32);
        while let Some(told) = records.read().map_err(halted)? {
            kept += u32::from(judge.judge(told, &mut counts).is_some());
        }
        Ok(kept)
    })?;
    ensure!(kept == ROWS, "{kept} of {ROWS} records were kept");
    let rate = f64::from(ROWS) / took.as_secs_f64();
    Ok(Figure::value(name, rate, "per s").held_to(Target::AtLeast(100_000.0)))
}
