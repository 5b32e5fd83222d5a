//! `socle calc holidays`: public holidays by rule (R4.2).

use super::session::Session;
use kernel::Zone;
use std::io::{self, Write};

impl<W: Write> Session<W> {
    /// One ISO date a line; with `--explain`, its name beside it.
    pub(super) fn list_holidays(&mut self, year: i16, zone: Zone) -> io::Result<()> {
        for (date, name) in kernel::holidays(year, zone) {
            let name = if self.is_explaining { format!("  {}", self.lang.t(name)) } else { String::new() };
            self.write_line(&format!("{date}{name}"))?;
        }
        Ok(())
    }
}
