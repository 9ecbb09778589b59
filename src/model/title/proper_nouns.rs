//! Words of English that keep their capital in sentence case: what they name, they name in every title.
//!
//! Left out is what titles have as a common word as often: May, March, Bill, Grace, Hope, Mark, Rose, Will.

use std::sync::LazyLock;

use foldhash::HashSet;

/// Words, without what may be at their ends (see [`is_proper_noun`]).
#[rustfmt::skip]
const WORDS: &[&str] = &[
    // Months and weekdays.
    "January", "February", "April", "June", "July", "August", "September", "October", "November", "December",
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    // Feasts.
    "Christmas", "Easter", "Ramadan", "Passover", "Halloween",
    // Continents, regions, waters, planets.
    "Africa", "America", "Americas", "Antarctica", "Asia", "Australasia", "Australia", "Europe", "Eurasia", "Oceania",
    "Alps", "Alsace", "Amazon", "Anatolia", "Andes", "Appalachia", "Arabia", "Arctic", "Atlantic", "Balkan", "Baltic",
    "Bavaria", "Bengal", "Bohemia", "Bosnia", "Britain", "Brittany", "California", "Caribbean", "Carolina",
    "Catalonia", "Caucasus", "Ceylon", "Cornwall", "Crete", "Crimea", "Danube", "England", "Eurasian", "Florida",
    "Flanders", "Galicia", "Gaul", "Hawaii", "Hiroshima", "Himalaya", "Iberia", "Indochina", "Kashmir", "Kronstadt",
    "Kurdistan", "Lombardy", "Manchuria", "Massachusetts", "Mediterranean", "Mesopotamia", "Mississippi", "Normandy",
    "Ohio", "Pacific", "Palestine", "Pennsylvania", "Persia", "Prussia", "Punjab", "Pyrenees", "Rhine", "Sahara",
    "Saxony", "Scandinavia", "Scotland", "Siberia", "Sicily", "Silesia", "Sparta", "Texas", "Thames", "Tibet",
    "Transylvania", "Troy", "Tuscany", "Virginia", "Volga", "Wales", "Yorkshire", "Yugoslavia", "Czechoslovakia",
    "Byzantium", "Babylon", "Mars", "Jupiter", "Saturn", "Neptune", "Uranus", "Venus",
    // Countries.
    "Afghanistan", "Albania", "Algeria", "Andorra", "Angola", "Argentina", "Armenia", "Austria", "Azerbaijan",
    "Bahamas", "Bahrain", "Bangladesh", "Barbados", "Belarus", "Belgium", "Belize", "Benin", "Bhutan", "Bolivia",
    "Botswana", "Brazil", "Brunei", "Bulgaria", "Burma", "Burundi", "Cambodia", "Cameroon", "Canada", "Chile",
    "China", "Colombia", "Congo", "Croatia", "Cuba", "Cyprus", "Czechia", "Denmark", "Ecuador", "Egypt", "Eritrea",
    "Estonia", "Eswatini", "Ethiopia", "Fiji", "Finland", "France", "Gabon", "Gambia", "Georgia", "Germany", "Ghana",
    "Greece", "Greenland", "Grenada", "Guatemala", "Guinea", "Guyana", "Haiti", "Herzegovina", "Holland", "Honduras",
    "Hungary", "Iceland", "India", "Indonesia", "Iran", "Iraq", "Ireland", "Israel", "Italy", "Jamaica", "Japan",
    "Jordan", "Kazakhstan", "Kenya", "Korea", "Kosovo", "Kuwait", "Kyrgyzstan", "Laos", "Latvia", "Lebanon",
    "Lesotho", "Liberia", "Libya", "Liechtenstein", "Lithuania", "Luxembourg", "Macedonia", "Madagascar", "Malawi",
    "Malaya", "Malaysia", "Mali", "Malta", "Mauritania", "Mauritius", "Mexico", "Moldova", "Monaco", "Mongolia",
    "Montenegro", "Morocco", "Mozambique", "Myanmar", "Namibia", "Nepal", "Netherlands", "Nicaragua", "Niger",
    "Nigeria", "Norway", "Oman", "Pakistan", "Panama", "Paraguay", "Peru", "Philippines", "Poland", "Portugal",
    "Qatar", "Romania", "Russia", "Rwanda", "Samoa", "Senegal", "Serbia", "Seychelles", "Singapore", "Slovakia",
    "Slovenia", "Somalia", "Spain", "Sudan", "Suriname", "Sweden", "Switzerland", "Syria", "Taiwan", "Tajikistan",
    "Tanzania", "Thailand", "Togo", "Tonga", "Tunisia", "Turkey", "Turkmenistan", "Uganda", "Ukraine", "Uruguay",
    "Uzbekistan", "Vatican", "Venezuela", "Vietnam", "Yemen", "Zambia", "Zimbabwe",
    // Peoples and languages.
    "Afghan", "Afrikaans", "African", "Albanian", "Algerian", "American", "Arab", "Arabian", "Arabic", "Aramaic",
    "Argentine", "Argentinian", "Armenian", "Asian", "Assyrian", "Athenian", "Australian", "Austrian", "Aztec",
    "Babylonian", "Bangladeshi", "Basque", "Bavarian", "Belgian", "Bengali", "Bolivian", "Bosnian", "Brazilian",
    "Breton", "British", "Briton", "Bulgarian", "Burmese", "Byzantine", "Californian", "Cambodian", "Canadian",
    "Cantonese", "Castilian", "Catalan", "Celt", "Celtic", "Chechen", "Cherokee", "Chilean", "Chinese", "Colombian",
    "Congolese", "Croat", "Croatian", "Cuban", "Czech", "Dane", "Danish", "Dutch", "Egyptian", "English",
    "Englishman", "Englishmen", "Englishwoman", "Esperanto", "Estonian", "Ethiopian", "European", "Filipino", "Finn",
    "Finnish", "Flemish", "Frenchman", "Frenchmen", "French", "Gaelic", "Genoese", "Georgian", "German", "Germanic",
    "Ghanaian", "Greek", "Gypsy", "Haitian", "Hebrew", "Hellenic", "Hindi", "Hispanic", "Hungarian", "Icelandic",
    "Inca", "Indian", "Indonesian", "Inuit", "Iranian", "Iraqi", "Irish", "Irishman", "Irishmen", "Israeli",
    "Italian", "Jamaican", "Japanese", "Javanese", "Jew", "Jewish", "Jewry", "Kazakh", "Kenyan", "Korean", "Kurd",
    "Kurdish", "Latin", "Latina", "Latino", "Latvian", "Lebanese", "Libyan", "Lithuanian", "Malay", "Malaysian",
    "Maltese", "Mandarin", "Maori", "Maya", "Mayan", "Mexican", "Mongol", "Mongolian", "Moor", "Moroccan",
    "Nepalese", "Nepali", "Nigerian", "Nordic", "Norman", "Norse", "Norwegian", "Ottoman", "Pakistani",
    "Palestinian", "Persian", "Peruvian", "Polish", "Portuguese", "Prussian", "Quechua", "Roma", "Roman", "Romanian",
    "Romani", "Russian", "Saami", "Sanskrit", "Saxon", "Scandinavian", "Scot", "Scottish", "Serb", "Serbian",
    "Sicilian", "Siberian", "Slav", "Slavic", "Slavonic", "Slovak", "Slovene", "Slovenian", "Somali", "Soviet",
    "Spaniard", "Spanish", "Spartan", "Sumerian", "Swahili", "Swede", "Swedish", "Swiss", "Syriac", "Syrian",
    "Taiwanese", "Tamil", "Tatar", "Teutonic", "Thai", "Tibetan", "Trojan", "Tunisian", "Turk", "Turkic", "Turkish",
    "Ukrainian", "Urdu", "Uzbek", "Venetian", "Venezuelan", "Victorian", "Vietnamese", "Viking", "Welsh", "Welshman",
    "Yiddish", "Yoruba", "Zulu", "Afro", "Anglo", "Franco", "Sino", "Judeo",
    // Cities.
    "Amsterdam", "Ankara", "Antwerp", "Athens", "Auschwitz", "Baghdad", "Baku", "Bangkok", "Barcelona", "Beijing",
    "Beirut", "Belfast", "Belgrade", "Berlin", "Bern", "Bogotá", "Bologna", "Bombay", "Boston", "Bratislava",
    "Brussels", "Bucharest", "Budapest", "Cairo", "Calcutta", "Canberra", "Caracas", "Carthage", "Chicago",
    "Constantinople", "Copenhagen", "Damascus", "Delhi", "Detroit", "Dhaka", "Dresden", "Dublin", "Edinburgh",
    "Florence", "Frankfurt", "Geneva", "Genoa", "Glasgow", "Hamburg", "Hanoi", "Harlem", "Havana", "Helsinki",
    "Hollywood", "Istanbul", "Jakarta", "Jerusalem", "Johannesburg", "Kabul", "Kathmandu", "Kiev", "Kinshasa",
    "Kyiv", "Kyoto", "Leningrad", "Lima", "Lisbon", "Liverpool", "Ljubljana", "London", "Lyon", "Madrid",
    "Manchester", "Manhattan", "Manila", "Marseille", "Marseilles", "Mecca", "Melbourne", "Milan", "Minsk",
    "Montevideo", "Montreal", "Moscow", "Mumbai", "Munich", "Nagasaki", "Nairobi", "Naples", "Nuremberg", "Odessa",
    "Oslo", "Ottawa", "Paris", "Parisian", "Petrograd", "Philadelphia", "Pompeii", "Prague", "Pretoria", "Reykjavik",
    "Riga", "Rome", "Rotterdam", "Santiago", "Sarajevo", "Seoul", "Shanghai", "Sofia", "Stalingrad", "Stockholm",
    "Sydney", "Tallinn", "Tehran", "Tokyo", "Toronto", "Toulouse", "Tripoli", "Tunis", "Turin", "Venice", "Versailles",
    "Vienna", "Viennese", "Vilnius", "Warsaw", "Washington", "Weimar", "Zagreb", "Zurich",
    // Religions and movements that are named after nobody below.
    "Allah", "Bible", "Bolshevik", "Buddhism", "Buddhist", "Calvinism", "Calvinist", "Catholic", "Catholicism",
    "Christendom", "Christian", "Christianity", "Comintern", "Confucian", "Hasidic", "Hasidism", "Hindu", "Hinduism",
    "Islam", "Islamic", "Islamist", "Jesuit", "Judaic", "Judaism", "Koran", "Lutheran", "Menshevik", "Mormon",
    "Muslim", "Nazi", "Protestant", "Puritan", "Quaker", "Qur'an", "Sikh", "Sufi", "Talmud", "Taoism", "Taoist",
    "Torah", "Zen", "Zionism", "Zionist", "Holocaust", "Internet", "Gestapo", "Bolshevism", "Menshevism", "Nazism",
    // Given names.
    "Alexander", "Alice", "Andrew", "Anna", "Anne", "Anthony", "Barbara", "Benjamin", "Catherine", "Charles",
    "Charlotte", "Christopher", "Daniel", "David", "Dorothy", "Edward", "Elizabeth", "Emily", "Emma", "Eric",
    "Fyodor", "George", "Hannah", "Harry", "Helen", "Henry", "Ivan", "Jacob", "James", "Jane", "Jean", "Joan", "John",
    "Joseph", "Julia", "Karl", "Kenneth", "Laura", "Leon", "Leonard", "Leonardo", "Linda", "Louis", "Louise", "Lucy",
    "Ludwig", "Margaret", "Maria", "Marie", "Martha", "Martin", "Mary", "Matthew", "Michael", "Nicholas", "Oliver",
    "Oscar", "Patricia", "Patrick", "Paul", "Peter", "Philip", "Rachel", "Richard", "Robert", "Rosa", "Ruth", "Samuel",
    "Sarah", "Simone", "Sophie", "Stephen", "Susan", "Thomas", "Tom", "Victor", "Virginia", "Vladimir", "Walter",
    "William", "Winston",
    // Those whom titles tell of.
    "Aquinas", "Aristotle", "Augustine", "Bach", "Bakunin", "Balzac", "Baudelaire", "Beethoven", "Bismarck",
    "Brecht", "Buddha", "Byron", "Caesar", "Cervantes", "Chaucer", "Chekhov", "Chopin", "Christ", "Churchill",
    "Cicero", "Cleopatra", "Columbus", "Confucius", "Copernicus", "Cromwell", "Dante", "Darwin", "Derrida",
    "Descartes", "Dostoevsky", "Einstein", "Engels", "Euclid", "Faust", "Flaubert", "Foucault", "Freud", "Galileo",
    "Gandhi", "Goethe", "Gorbachev", "Gorky", "Hamlet", "Hegel", "Heidegger", "Hitler", "Homer", "Hume", "Ibsen",
    "Jesus", "Joyce", "Kafka", "Kant", "Keynes", "Khrushchev", "Leibniz", "Lenin", "Lincoln", "Luther", "Luxemburg",
    "Machiavelli", "Mandela", "Mao", "Marx", "Michelangelo", "Milton", "Mozart", "Muhammad", "Mussolini",
    "Napoleon", "Newton", "Nietzsche", "Odysseus", "Ovid", "Plato", "Proust", "Pushkin", "Quixote", "Rembrandt",
    "Robespierre", "Roosevelt", "Rousseau", "Sartre", "Schopenhauer", "Shakespeare", "Socrates", "Spinoza", "Stalin",
    "Tolstoy", "Trotsky", "Virgil", "Voltaire", "Wagner", "Wittgenstein", "Zinoviev",
];

/// Two words that are a name together.
#[rustfmt::skip]
const PAIRS: &[(&str, &str)] = &[
    ("Abu", "Dhabi"), ("Black", "Sea"), ("British", "Empire"), ("Buenos", "Aires"), ("Cape", "Town"), ("Cold", "War"),
    ("Costa", "Rica"), ("Dead", "Sea"), ("Eastern", "Europe"), ("El", "Salvador"), ("European", "Union"),
    ("Far", "East"), ("Great", "Britain"), ("Great", "Depression"), ("Hong", "Kong"), ("Latin", "America"),
    ("Los", "Angeles"), ("Middle", "Ages"), ("Middle", "East"), ("Near", "East"), ("New", "Deal"), ("New", "England"),
    ("New", "Orleans"), ("New", "Testament"), ("New", "York"), ("New", "Zealand"), ("North", "Africa"),
    ("North", "America"), ("North", "Korea"), ("Northern", "Ireland"), ("Old", "Testament"), ("Ottoman", "Empire"),
    ("Puerto", "Rico"), ("Red", "Army"), ("Red", "Sea"), ("Roman", "Empire"), ("San", "Francisco"), ("Saudi", "Arabia"),
    ("Sierra", "Leone"), ("South", "Africa"), ("South", "African"), ("South", "America"), ("South", "Korea"),
    ("Soviet", "Union"), ("Sri", "Lanka"), ("Tel", "Aviv"), ("Third", "Reich"), ("United", "Kingdom"),
    ("United", "Nations"), ("United", "States"), ("Wall", "Street"), ("World", "War"),
];

/// What makes an adjective of a name, or a doctrine and its followers.
const ENDINGS: &[&str] = &["ism", "isms", "ist", "ists", "ian", "ians", "ite", "ites", "esque"];
/// What names may lose before such an ending: Dostoevsky, Dostoevskian.
const LOST: &[&str] = &["", "e", "o", "y", "a"];
const POSSESSIVES: &[&str] = &["'s", "’s", "'", "’"];

static PROPER_NOUNS: LazyLock<HashSet<&str>> = LazyLock::new(|| WORDS.iter().copied().collect());
static NAMES_IN_TWO_WORDS: LazyLock<HashSet<(&str, &str)>> =
    LazyLock::new(|| PAIRS.iter().copied().collect());

/// Whether two words after each other are a name: "United States".
pub(super) fn is_name_in_two_words(first: &str, second: &str) -> bool {
    NAMES_IN_TWO_WORDS.contains(&(first, without_possessive(second)))
}

/// Whether a word is a proper noun of the table or one of `names`, or is made from one: "Russians", "Lenin's",
/// "Trotskyism".
pub(super) fn is_proper_noun(word: &str, names: &HashSet<String>) -> bool {
    let holds = |word: &str| PROPER_NOUNS.contains(word) || names.contains(word);
    let bare = without_possessive(word);
    if holds(bare) || bare.strip_suffix('s').is_some_and(holds) {
        return true;
    }
    let stems = ENDINGS.iter().filter_map(|ending| bare.strip_suffix(ending));
    // A short stem is no name but by chance: "Artist".
    stems
        .filter(|stem| stem.chars().count() > 2)
        .any(|stem| LOST.iter().any(|lost| holds(&format!("{stem}{lost}"))))
}

fn without_possessive(word: &str) -> &str {
    POSSESSIVES.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_with_a_capital_and_are_one() {
        let pairs = PAIRS.iter().flat_map(|(first, second)| [first, second]);
        for word in WORDS.iter().chain(pairs) {
            assert!(word.starts_with(char::is_uppercase), "{word}");
            assert!(!word.contains([' ', '-']), "{word}");
        }
    }

    #[test]
    fn what_is_made_from_a_name_is_one() {
        let names = HashSet::from_iter(["Tulayev".to_owned(), "Art".to_owned()]);
        let yes = [
            "Lenin",
            "Lenin's",
            "Stalin’s",
            "Russians",
            "Leninism",
            "Trotskyists",
            "Marxist",
            "Hegelian",
            "Tulayev",
            "Tulayevs",
            "Freudian",
            "Dostoevskian",
            "Kafkaesque",
            "Jews",
            "Maoism",
        ];
        let no = [
            "Communism",
            "Artist's",
            "Realism",
            "Socialist",
            "Paradise",
            "May",
            "Will",
            "Guardian",
            "Tourists",
        ];
        for word in yes {
            assert!(is_proper_noun(word, &names), "{word}");
        }
        for word in no {
            assert!(!is_proper_noun(word, &HashSet::default()), "{word}");
        }
        assert!(is_name_in_two_words("United", "States’"));
        assert!(!is_name_in_two_words("United", "Workers"));
    }
}
