//! The key of an instance: signs what goes out and comes back, seals what others entrusted to it.

use crate::{Ids, files::hex};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use std::{
    fmt,
    io::{self, Write as _},
    path::Path,
    sync::Arc,
};
use subtle::ConstantTimeEq as _;

/// The instance's key of 256 bits. One key is drawn from it for each purpose, so that a signature made for one is
/// worth nothing for another. It never shows itself.
#[derive(Clone)]
pub struct Secrets(Arc<[u8; 32]>);

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(…)")
    }
}

/// Bytes of a nonce, which stands before the sealed text.
const NONCE: usize = 24;

impl Secrets {
    /// Reads the key file, 64 hexadecimal digits, or draws a key and writes the file for its owner alone.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::of_text(text.trim()).ok_or_else(|| {
                let why = format!("{}: a key is 64 hexadecimal digits", path.display());
                io::Error::new(io::ErrorKind::InvalidData, why)
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::draw(path),
            Err(error) => Err(io::Error::new(error.kind(), format!("{}: {error}", path.display()))),
        }
    }

    /// A key given by its bytes: tests and instances kept in memory.
    pub fn of_bytes(key: [u8; 32]) -> Self {
        Self(Arc::new(key))
    }

    fn of_text(text: &str) -> Option<Self> {
        let mut key = [0u8; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (byte, digits) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        }
        Some(Self(Arc::new(key)))
    }

    fn draw(path: &Path) -> io::Result<Self> {
        let mut key = [0u8; 32];
        // Never from a seed: whoever knows the seed of a demonstration must not know its key.
        Ids::random().fill(&mut key);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(path) {
            Ok(mut file) => {
                writeln!(file, "{}", hex(&key))?;
                file.sync_all()?;
                Ok(Self::of_bytes(key))
            }
            // Another process of the same instance was quicker: its key is the key.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Self::of_file(path),
            Err(error) => Err(io::Error::new(error.kind(), format!("{}: {error}", path.display()))),
        }
    }

    fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
        // HMAC takes keys of any length; the refusal of its type cannot happen.
        let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key) else { return [0; 32] };
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    fn key(&self, purpose: &str) -> [u8; 32] {
        Self::mac(&*self.0, &[b"socle", purpose.as_bytes()])
    }

    /// HMAC-SHA-256 of `message` for one purpose, as 43 URL-safe characters.
    pub fn sign(&self, purpose: &str, message: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(Self::mac(&self.key(purpose), &[message]))
    }

    /// Whether `signature` was made by [`Secrets::sign`] for this purpose and message; takes the same time for any
    /// wrong signature.
    pub fn verify(&self, purpose: &str, message: &[u8], signature: &str) -> bool {
        self.sign(purpose, message).as_bytes().ct_eq(signature.as_bytes()).into()
    }

    /// Encrypts a text for one purpose (XChaCha20-Poly1305, nonce drawn from the text itself): the same text
    /// gives the same sealed text, nothing else is shown.
    pub fn seal(&self, purpose: &str, text: &str) -> String {
        let key = self.key(purpose);
        let nonce = &Self::mac(&key, &[b"nonce", text.as_bytes()])[..NONCE];
        let mut sealed = nonce.to_vec();
        let payload = Payload { msg: text.as_bytes(), aad: purpose.as_bytes() };
        let Ok(nonce) = nonce.try_into() else { return String::new() };
        let cipher = XChaCha20Poly1305::new(&key.into());
        sealed.extend(cipher.encrypt(nonce, payload).unwrap_or_default());
        URL_SAFE_NO_PAD.encode(sealed)
    }

    /// The text sealed for this purpose by this instance; nothing when it was altered or sealed by another key.
    pub fn unseal(&self, purpose: &str, sealed: &str) -> Option<String> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = sealed.split_at_checked(NONCE)?;
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        let cipher = XChaCha20Poly1305::new(&self.key(purpose).into());
        String::from_utf8(cipher.decrypt(nonce.try_into().ok()?, payload).ok()?).ok()
    }
}

/// Whether `signature`, in hexadecimal digits, is the HMAC-SHA-256 of the parts one after the other under a key that both
/// sides know; takes the same time for any wrong signature.
pub fn is_signed_with(key: &[u8], parts: &[&[u8]], signature: &str) -> bool {
    let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key) else { return false };
    for part in parts {
        mac.update(part);
    }
    hex(&mac.finalize().into_bytes()).as_bytes().ct_eq(signature.to_ascii_lowercase().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_bound_to_its_purpose_and_message() {
        let secrets = Secrets::of_bytes([7; 32]);
        let signature = secrets.sign("mail", b"one");
        assert_eq!(signature.len(), 43);
        assert!(secrets.verify("mail", b"one", &signature));
        assert!(!secrets.verify("mail", b"two", &signature));
        assert!(!secrets.verify("vote", b"one", &signature));
        assert!(!secrets.verify("mail", b"one", ""));
        assert!(!Secrets::of_bytes([8; 32]).verify("mail", b"one", &signature));
    }

    #[test]
    fn what_is_sealed_opens_again_and_only_unaltered() {
        let secrets = Secrets::of_bytes([7; 32]);
        for text in ["", "mot de passe à garder", &"x".repeat(5_000)] {
            let sealed = secrets.seal("mailbox", text);
            assert_eq!(secrets.unseal("mailbox", &sealed).as_deref(), Some(text));
            assert_eq!(secrets.unseal("webhook", &sealed), None);
            assert_eq!(Secrets::of_bytes([8; 32]).unseal("mailbox", &sealed), None);
            let mut altered = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
            for place in [0, altered.len() - 1] {
                altered[place] ^= 1;
                assert_eq!(secrets.unseal("mailbox", &URL_SAFE_NO_PAD.encode(&altered)), None);
                altered[place] ^= 1;
            }
        }
        assert_eq!(secrets.unseal("mailbox", "?"), None);
        assert_eq!(format!("{secrets:?}"), "Secrets(…)");
    }

    #[test]
    fn a_shared_key_signs_as_the_standard_says() {
        // RFC 4231, test case 2.
        let signature = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let parts: [&[u8]; 2] = [b"what do ya want ", b"for nothing?"];
        assert!(is_signed_with(b"Jefe", &parts, signature));
        assert!(is_signed_with(b"Jefe", &parts, &signature.to_uppercase()));
        for wrong in ["", "5bdc", &signature.replace('5', "6")] {
            assert!(!is_signed_with(b"Jefe", &parts, wrong));
        }
        assert!(!is_signed_with(b"Jeff", &parts, signature));
    }

    #[test]
    fn the_key_file_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socle.key");
        let signature = Secrets::of_file(&path).unwrap().sign("mail", b"one");
        assert!(Secrets::of_file(&path).unwrap().verify("mail", b"one", &signature));
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions()) & 0o777,
            0o600
        );
        std::fs::write(&path, "not a key").unwrap();
        assert!(Secrets::of_file(&path).unwrap_err().to_string().contains("64 hexadecimal digits"));
    }
}
