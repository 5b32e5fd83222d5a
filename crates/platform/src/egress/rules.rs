//! Which addresses may be called.

use super::EgressSettings;
use kernel::Text;
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};
use url::{Host, Url};

/// A network: an address and how many of its leading bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether an address belongs to it.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                same(own.to_bits().into(), other.to_bits().into(), self.prefix, 32)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => same(own.to_bits(), other.to_bits(), self.prefix, 128),
            _ => false,
        }
    }
}

/// Whether the first `prefix` of `bits` bits are the same.
fn same(one: u128, other: u128, prefix: u8, bits: u32) -> bool {
    let ignored = bits.saturating_sub(u32::from(prefix));
    ignored >= 128 || (one >> ignored) == (other >> ignored)
}

impl FromStr for Network {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("«{text}» is no network: write it like 10.20.0.0/16 or fd00::/8");
        let (address, prefix) = text.split_once('/').ok_or_else(wrong)?;
        let (address, prefix) = (address.parse().map_err(|_| wrong())?, prefix.parse().map_err(|_| wrong())?);
        let most = if matches!(address, IpAddr::V4(_)) { 32 } else { 128 };
        if prefix > most { Err(wrong()) } else { Ok(Self { address, prefix }) }
    }
}

impl TryFrom<String> for Network {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

/// Why an address may not be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no address, or has no host.
    Unreadable,
    /// It is neither `https` nor `http`.
    Scheme,
    /// It carries a name or a password.
    Credentials,
    /// It leads into a network that is not public and that the operator did not name.
    Inside(IpAddr),
    /// It is not encrypted although it leads out.
    Unencrypted,
}

impl Refusal {
    /// What is wrong and what to do.
    pub fn text(&self) -> Text {
        match self {
            Self::Unreadable => Text::new("egress-unreadable"),
            Self::Scheme => Text::new("egress-scheme"),
            Self::Credentials => Text::new("egress-credentials"),
            Self::Inside(address) => Text::new("egress-inside").with("address", address),
            Self::Unencrypted => Text::new("egress-unencrypted"),
        }
    }
}

/// An address of the web without a name or a password in it.
fn read(address: &str) -> Result<Url, Refusal> {
    let url = Url::parse(address.trim()).map_err(|_| Refusal::Unreadable)?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(Refusal::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refusal::Credentials);
    }
    if url.host().is_none() { Err(Refusal::Unreadable) } else { Ok(url) }
}

/// The address of a page to look at, when its form allows to. Nothing is sent there that has to be kept secret: it may be
/// public without encryption.
pub fn check_page(address: &str, settings: &EgressSettings) -> Result<Url, Refusal> {
    let url = read(address)?;
    match url.host() {
        Some(Host::Ipv4(address)) => allowed(address.into(), settings)?,
        Some(Host::Ipv6(address)) => allowed(address.into(), settings)?,
        Some(Host::Domain(_)) | None => {}
    }
    Ok(url)
}

/// Refuses an address that is neither public nor in a network that the operator named.
pub fn allowed(address: IpAddr, settings: &EgressSettings) -> Result<(), Refusal> {
    if is_named(address, settings) || is_public(address) { Ok(()) } else { Err(Refusal::Inside(address)) }
}

fn is_named(address: IpAddr, settings: &EgressSettings) -> bool {
    let plain = embedded(address);
    settings.networks.iter().any(|network| network.contains(address) || network.contains(plain))
}

/// The address, when its form allows to call it. Where a name leads is known at the call only.
pub fn check(address: &str, settings: &EgressSettings) -> Result<Url, Refusal> {
    let url = read(address)?;
    match url.host() {
        None => return Err(Refusal::Unreadable),
        Some(Host::Ipv4(address)) => reached(&url, address.into(), settings)?,
        Some(Host::Ipv6(address)) => reached(&url, address.into(), settings)?,
        // Somewhere inside, unless the operator named a network: said when it is typed rather than when it fails.
        Some(Host::Domain(_)) if url.scheme() == "http" && settings.networks.is_empty() => {
            return Err(Refusal::Unencrypted);
        }
        Some(Host::Domain(_)) => {}
    }
    Ok(url)
}

/// Refuses to call `address` for this URL unless it is public and encrypted, or in a network that the operator named.
pub(super) fn reached(url: &Url, address: IpAddr, settings: &EgressSettings) -> Result<(), Refusal> {
    if is_named(address, settings) {
        return Ok(());
    }
    allowed(address, settings)?;
    if url.scheme() == "https" { Ok(()) } else { Err(Refusal::Unencrypted) }
}

/// Whether an address is one of the public internet: whatever the registries set aside is not (RFC 6890 and its
/// registries, RFC 6052 for addresses of IPv4 inside IPv6).
pub fn is_public(address: IpAddr) -> bool {
    match embedded(address) {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// The address of IPv4 inside one of IPv6: mapped, compatible, translated or tunnelled; the address itself otherwise.
fn embedded(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    let parts = v6.segments();
    let last = |high: u16, low: u16| IpAddr::V4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    match parts {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] if v6 != Ipv6Addr::LOCALHOST && !v6.is_unspecified() => {
            last(high, low)
        }
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => last(high, low),
        _ => address,
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    const SET_ASIDE: [([u8; 4], u8); 15] = [
        ([0, 0, 0, 0], 8),
        ([10, 0, 0, 0], 8),
        ([100, 64, 0, 0], 10),
        ([127, 0, 0, 0], 8),
        ([169, 254, 0, 0], 16),
        ([172, 16, 0, 0], 12),
        ([192, 0, 0, 0], 24),
        ([192, 0, 2, 0], 24),
        ([192, 88, 99, 0], 24),
        ([192, 168, 0, 0], 16),
        ([198, 18, 0, 0], 15),
        ([198, 51, 100, 0], 24),
        ([203, 0, 113, 0], 24),
        ([224, 0, 0, 0], 4),
        ([240, 0, 0, 0], 4),
    ];
    let within = |(octets, prefix): &([u8; 4], u8)| {
        Network { address: Ipv4Addr::from(*octets).into(), prefix: *prefix }.contains(address.into())
    };
    !SET_ASIDE.iter().any(within)
}

/// Public are the addresses given out (2000::/3) less what is set aside there: protocols (2001::/23, with Teredo and
/// ORCHID), documentation, and the prefix of documentation of 2024.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_given_out = first & 0xe000 == 0x2000;
    let is_protocol = first == 0x2001 && second < 0x0200;
    let is_documentation = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
    is_given_out && !is_protocol && !is_documentation
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(networks: &[&str]) -> EgressSettings {
        EgressSettings { networks: networks.iter().map(|n| n.parse().unwrap()).collect(), ca_file: None }
    }

    #[test]
    fn every_private_form_of_an_address_is_refused() {
        let settings = inside(&[]);
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "0.0.0.0",
            "10.0.0.8",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "192.0.2.1",
            "224.0.0.1",
            "255.255.255.255",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:10.0.0.1]",
            "[::ffff:a9fe:a9fe]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::1]",
            "[2002:7f00:1::]",
            "[2001:0:1::1]",
            "[fc00::1]",
            "[fd12:3456::1]",
            "[fe80::1]",
            "[fec0::1]",
            "[ff02::1]",
            "[2001:db8::1]",
            "[3fff::1]",
            "[100::1]",
        ] {
            let refused = check(&format!("https://{host}/hook"), &settings);
            assert!(matches!(refused, Err(Refusal::Inside(_))), "{host}: {refused:?}");
        }
    }

    #[test]
    fn the_public_internet_is_called_encrypted() {
        let settings = inside(&[]);
        for host in
            ["example.org", "9.9.9.9", "[2606:4700::1111]", "[64:ff9b::909:909]", "172.32.0.1", "100.128.0.1"]
        {
            assert!(check(&format!("https://{host}/hook"), &settings).is_ok(), "{host}");
            assert_eq!(check(&format!("http://{host}/hook"), &settings), Err(Refusal::Unencrypted), "{host}");
        }
        for (address, refusal) in [
            ("", Refusal::Unreadable),
            ("example.org/hook", Refusal::Unreadable),
            ("https://", Refusal::Unreadable),
            ("ftp://example.org", Refusal::Scheme),
            ("file:///etc/passwd", Refusal::Scheme),
            ("https://me:secret@example.org", Refusal::Credentials),
        ] {
            assert_eq!(check(address, &settings), Err(refusal), "{address}");
        }
    }

    #[test]
    fn a_named_network_may_be_called_and_its_neighbour_not() {
        let settings = inside(&["10.20.0.0/16", "fd00:1::/32"]);
        for address in ["http://10.20.3.4:8080/", "https://[::ffff:10.20.0.1]/", "http://[fd00:1::5]/"] {
            assert!(check(address, &settings).is_ok(), "{address}");
        }
        for address in ["http://10.21.0.1/", "http://[fd00:2::5]/", "http://127.0.0.1/"] {
            assert!(matches!(check(address, &settings), Err(Refusal::Inside(_))), "{address}");
        }
        for wrong in ["10.0.0.0", "10.0.0.0/33", "house/8", "::/129"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
        assert!("0.0.0.0/0".parse::<Network>().unwrap().contains(Ipv4Addr::LOCALHOST.into()));
        assert!("::/0".parse::<Network>().unwrap().contains(Ipv6Addr::LOCALHOST.into()));
    }
}
