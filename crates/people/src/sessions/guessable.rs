//! Which passwords are guessed first: common words, years, keyboard and alphabet runs, and little else.
//!
//! Nobody's list is copied. A password is cut into the fewest pieces: a common word, a year, a run along a
//! keyboard or the alphabet, one character repeated, each counts as one guess; any other character counts as one
//! too. `Motdepasse2024!` is three guesses however long it looks; three plain words of one's own are a dozen.

use kernel::fold;

/// Passwords of fewer pieces are refused.
const LEAST: usize = 5;

/// Rows of keys in the order of fingers, French and English, and the alphabet. Runs go both ways.
const ROWS: [&str; 10] = [
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "1a2z3e4r5t6y7u8i9o0p",
    "1q2w3e4r5t6y7u8i9o0p",
];

/// Words people reach for, folded: secrets, greetings, home, animals, sport, seasons, town halls, machines.
const WORDS: &str = "
    motdepasse password passwort passe pass code secret secrete admin administrateur administrator root user
    utilisateur invite guest test tester essai demo exemple example login connexion compte account acces access
    default defaut temporaire temp provisoire changeme changezmoi changer bienvenue welcome bonjour bonsoir salut
    coucou hello merci letmein entrer ouvretoi sesame iloveyou jetaime jtaime amour amours love lover coeur bisous
    bisou doudou loulou chouchou cheri cherie bebe mamour princesse princess prince reine king queen soleil
    sunshine lune etoile star ciel rose fleur tulipe jardin maison famille papa maman papamaman maxime enfant
    vacances plage montagne neige chocolat fromage cafe banane orange citron pomme caramel vanille nutella bonbon
    chat chaton minou chien toutou cheval poney tigre tiger lion panda lapin dragon licorne monkey singe dauphin
    football foot rugby tennis basket petanque velo judo champion soccer baseball master ninja superman batman
    pokemon starwars matrix shadow hunter killer freedom liberte egalite fraternite republique france paris
    toulouse bordeaux marseille bretagne bearn pays europe printemps ete automne hiver summer winter spring
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january february march
    april june july august september october november december lundi mardi mercredi jeudi vendredi samedi dimanche
    monday friday sunday mairie maire commune village ville agglo agglomeration communaute departement region
    syndicat service services public publics informatique numerique bureau office secretariat accueil direction
    finance finances urbanisme ecole cantine mediatheque collectivite elu elus socle ticket serveur server windows
    microsoft google internet facebook ordinateur computer computers telephone samsung iphone orange2 wifi reseau
    trustno1 whatever nothing rien azerty qwerty azertyuiop abc abcd xyz toto titi tata tutu foo bar baz
    bienvenu parole motsecret monmotdepasse lemotdepasse mypassword nouveau new newpassword super megasecret
";

/// Whether the password is made of a handful of things everybody tries first. Case, accents, separators and the
/// usual digits for letters (`p4ssw0rd`) make no difference.
pub fn is_guessable(password: &str) -> bool {
    pieces(&letters(password)) < LEAST
}

/// Small letters without accents and separators, one unit repeated (`chatchatchat`) written once.
fn letters(password: &str) -> Vec<char> {
    let marked = password.replace(['@', 'ª'], "a").replace(['$', '§'], "s").replace('€', "e");
    let folded: Vec<char> = fold(&marked).chars().filter(|c| !" _-.,;:/'".contains(*c)).collect();
    let is_unit = |length: &usize| folded.iter().zip(&folded[*length..]).all(|(a, b)| a == b);
    let unit = (1..=folded.len() / 2).find(is_unit).unwrap_or(folded.len());
    folded[..unit].to_vec()
}

/// The fewest pieces that make up the text: the shortest way from its start to its end.
fn pieces(text: &[char]) -> usize {
    let plain: Vec<char> = text.iter().map(|c| letter_of(*c)).collect();
    let words: Vec<Vec<char>> = WORDS.split_whitespace().map(|word| word.chars().collect()).collect();
    let mut fewest: Vec<usize> = (0..=text.len()).collect();
    for start in 0..text.len() {
        let next = fewest[start] + 1;
        let mut reach = |length: usize| fewest[start + length] = fewest[start + length].min(next);
        reach(1);
        for length in 3..=run(&text[start..]) {
            reach(length);
        }
        if is_year(&text[start..]) {
            reach(4);
        }
        let rest = (&text[start..], &plain[start..]);
        let found = words.iter().filter(|word| rest.0.starts_with(word) || rest.1.starts_with(word));
        for word in found {
            reach(word.len());
        }
    }
    fewest[text.len()]
}

/// The letter a digit or sign often stands for.
fn letter_of(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    }
}

/// Length of the run the text begins with: one character repeated, or neighbours along a row, either way.
fn run(text: &[char]) -> usize {
    let same = text.iter().take_while(|c| Some(*c) == text.first()).count();
    let rows = ROWS.iter().flat_map(|row| [row.chars().collect::<Vec<_>>(), row.chars().rev().collect()]);
    let along = rows.flat_map(|row| {
        let starts = (0..row.len()).filter(|at| Some(&row[*at]) == text.first()).collect::<Vec<_>>();
        let length = move |at: usize| row[at..].iter().zip(text).take_while(|(a, b)| a == b).count();
        starts.into_iter().map(length).collect::<Vec<_>>()
    });
    along.max().unwrap_or(0).max(same)
}

/// Whether the text begins with a year of a life or of a plan.
fn is_year(text: &[char]) -> bool {
    let Some(first) = text.get(..4) else { return false };
    let year: Option<u32> = first.iter().collect::<String>().parse().ok();
    year.is_some_and(|year| (1900..=2099).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_everybody_tries_first() {
        for common in [
            "motdepasse123",
            "Motdepasse2024!",
            "M0tDeP@sse2026",
            "mot de passe 1",
            "PasswordPassword",
            "p4$$w0rd1234",
            "azertyuiop123",
            "Azerty123456",
            "azertyqwerty1",
            "1234567890123",
            "abcdefghijkl",
            "qwertyuiop[]",
            "1a2z3e4r5t6y",
            "Bonjour2024!",
            "soleil123456",
            "Bienvenue2026",
            "JuilletAoût2025",
            "chatchatchat",
            "Administrateur1",
            "mairie-commune-2026",
            "00000000000000",
            "lundi mardi 12",
            "poiuytreza321",
        ] {
            assert!(is_guessable(common), "{common}: {}", pieces(&letters(common)));
        }
    }

    #[test]
    fn takes_phrases_of_ones_own() {
        for own in [
            "Quatre platanes sur la place",
            "Quatre platanes",
            "Une autre phrase longue",
            "le merle siffle a midi",
            "correct cheval pile agrafe",
            "kR8!vq2Lw0zT",
            "bonjour vieux hibou gris",
        ] {
            assert!(!is_guessable(own), "{own}: {}", pieces(&letters(own)));
        }
    }

    #[test]
    fn any_text_has_an_answer() {
        for text in ["", "a", "é", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", "12", "199"] {
            assert!(is_guessable(text), "{text}");
        }
        assert!(pieces(&letters(&"xkqj".repeat(50))) <= 4);
    }
}
