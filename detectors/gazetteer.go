package detectors

import (
	_ "embed" // the list of towns
	"strings"
	"sync"
	"unicode"
)

//go:embed data/places.txt.gz
var geoNames []byte

// placeInfo tells what a name can be the name of: bits of the states of the US
// that have such a town, whether it is a country, and how large its largest
// town is.
type placeInfo uint64

const (
	isCountry  placeInfo = 1 << 60
	sizeShift            = 61
	statesMask           = isCountry - 1
)

// The sizes of towns, by inhabitants: data/places.txt.gz has them as digits.
const (
	village   = iota // below 5,000
	small            // below 15,000
	town             // below 50,000
	largeTown        // below 100,000
	city             // below 500,000
	metropolis
)

func (p placeInfo) size() int { return int(p >> sizeShift) }

// stateBit is the bit of the state of that code, 0 for none.
func stateBit(code string) placeInfo {
	for i := 0; i < len(stateCodes); i += 3 {
		if stateCodes[i:i+2] == code {
			return 1 << (i / 3)
		}
	}
	return 0
}

const stateCodes = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP"

// A gazetteer maps the hashes of names of places to what they are. Its table
// has open addressing; info 0 is an empty entry. starts holds a bit for the
// hash of each first word of a name of several words.
type gazetteer struct {
	entries []placeEntry
	n       int
	starts  [1 << 10]uint64
	words   []listedWord // names of one word
}

type placeEntry struct {
	hash uint64
	info placeInfo
}

// known marks an entry of a village that is in no state.
const known placeInfo = 1 << 59

func (g *gazetteer) get(h uint64) placeInfo {
	mask := uint64(len(g.entries) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if e := &g.entries[i]; e.hash == h || e.info == 0 {
			return e.info
		}
	}
}

func (g *gazetteer) add(h uint64, info placeInfo) {
	mask := uint64(len(g.entries) - 1)
	i := h & mask
	for g.entries[i].info != 0 && g.entries[i].hash != h {
		i = (i + 1) & mask
	}
	e := &g.entries[i]
	if e.hash = h; e.info == 0 {
		if g.n++; g.n*3 > len(g.entries)*2 {
			panic("gazetteer: made too small")
		}
	}
	size := max(e.info.size(), info.size())
	e.info = (e.info|info)&(statesMask|isCountry) | known | placeInfo(size)<<sizeShift
}

// begins reports whether a name of several words may begin with the word of hash h.
func (g *gazetteer) begins(h uint64) bool {
	h >>= 48
	return g.starts[h>>6]&(1<<(h&63)) != 0
}

// addName adds a name, and returns the hash of its first word and whether it has no other.
func (g *gazetteer) addName(name string, info placeInfo) (first uint64, alone bool) {
	n := 0
	var whole uint64
	placeWords(name, func(w string) {
		h := sameWord(hashWord(w))
		if n == 0 {
			first, whole = hashWord(w), h
		} else {
			whole = joinHash(whole, h)
		}
		n++
	})
	if n == 0 {
		return 0, false
	}
	g.add(whole, info)
	if n > 1 {
		h := first >> 48
		g.starts[h>>6] |= 1 << (h & 63)
	}
	return first, n == 1
}

// placeWords calls f with the words of a name as the tokenizer parts them.
func placeWords(s string, f func(string)) {
	start := -1
	for i, r := range s + " " {
		in := unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || (r == '\'' || r == '’') && start >= 0
		if in && start < 0 {
			start = i
		}
		if !in && start >= 0 {
			f(strings.TrimRight(s[start:i], "'’"))
			start = -1
		}
	}
}

// sameWord gives words that stand for each other in the names of towns one hash:
// Saint Louis is St. Louis.
func sameWord(h uint64) uint64 {
	switch h {
	case hashSaint, hashSainte, hashSte:
		return hashSt
	case hashFort:
		return hashFt
	case hashMount:
		return hashMt
	}
	return h
}

var (
	hashSaint, hashSainte, hashSt, hashSte = hashWord("saint"), hashWord("sainte"), hashWord("st"), hashWord("ste")
	hashFort, hashFt                       = hashWord("fort"), hashWord("ft")
	hashMount, hashMt                      = hashWord("mount"), hashWord("mt")
)

// placeRoom is more than the number of names of places, by half.
const placeRoom = 1 << 16

// places is the gazetteer of the program.
var places = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{entries: make([]placeEntry, placeRoom)}
	add := func(name string, info placeInfo, least int, f flags) {
		if h, alone := g.addName(name, info); alone && info.size() >= least {
			g.words = append(g.words, listedWord{h, f})
		}
	}
	eachLine(geoNames, func(s string) {
		name, info := parseTown(s)
		add(name, info, town, cityWord)
	})
	for s := range strings.SplitSeq(otherTowns, "|") {
		name, info := cutStates(strings.TrimSpace(s))
		add(name, info|placeInfo(metropolis)<<sizeShift, town, cityWord)
	}
	for s := range strings.SplitSeq(countries, "|") {
		add(strings.TrimSpace(s), isCountry, village, countryWord)
	}
	return g
})

// parseTown reads a line of data/places.txt.gz: name, size, states.
func parseTown(s string) (name string, info placeInfo) {
	for {
		i := strings.LastIndexByte(s, ' ')
		field := s[i+1:]
		if s = s[:i]; classes[field[0]] == digit {
			return s, info | placeInfo(field[0]-'0')<<sizeShift
		}
		info |= stateBit(field)
	}
}

// cutStates parts the codes of states, which are in capitals, from the name before them.
func cutStates(s string) (name string, info placeInfo) {
	for {
		i := strings.LastIndexByte(s, ' ')
		bit := stateBit(s[i+1:])
		if bit == 0 {
			return s, info
		}
		s, info = s[:i], info|bit
	}
}

// otherTowns are usual names of large towns that GeoNames has under others.
const otherTowns = `new york NY|nyc NY|las vegas NM NV|sao paulo|münchen|köln|wien|zürich|genève|bern|roma|milano|torino|napoli|firenze
	|venezia|lisboa|sevilla|bruxelles|brussel|antwerpen|den haag|københavn|göteborg|praha|warszawa|kraków|bucuresti|beograd|athina|moskva|sankt peterburg
	|kyiv|kiev|bombay|calcutta|madras|bangalore|peking|saigon|rangoon|mexico city|ciudad de mexico|panama city|guatemala city|quebec city|cape town
	|tel aviv|the hague|bronx NY`

// countries are the short names of the countries of ISO 3166-1 and other usual ones.
const countries = `afghanistan|aland islands|albania|algeria|american samoa|andorra|angola|anguilla|antarctica|antigua and barbuda|argentina|armenia|aruba|australia|austria|azerbaijan|bahamas|bahrain|bangladesh|barbados
	|belarus|belgium|belize|benin|bermuda|bhutan|bolivia|bonaire|bosnia and herzegovina|bosnia|botswana|bouvet island|brazil|brasil|british indian ocean territory|british virgin islands|brunei|brunei darussalam|bulgaria|burkina faso|burma|burundi
	|cabo verde|cape verde|cambodia|cameroon|canada|cayman islands|central african republic|chad|chile|china|christmas island|cocos islands|colombia|comoros|congo|cook islands|costa rica|cote d'ivoire|croatia|cuba|curacao|cyprus|czechia|czech republic
	|democratic republic of the congo|denmark|djibouti|dominica|dominican republic|east timor|timor leste|ecuador|egypt|el salvador|england|equatorial guinea|eritrea|espana|estonia|eswatini|swaziland|ethiopia|falkland islands|faroe islands|fiji|finland|france
	|french guiana|french polynesia|french southern territories|gabon|gambia|deutschland|germany|ghana|gibraltar|great britain|greece|greenland|grenada|guadeloupe|guam|guatemala|guernsey|guinea|guinea bissau|guyana|haiti|heard island and mcdonald islands|holland|holy see
	|honduras|hong kong|hungary|iceland|india|indonesia|iran|iraq|ireland|northern ireland|isle of man|israel|italy|italia|ivory coast|jamaica|japan|jersey|jordan|kazakhstan|kenya|kiribati|korea|kosovo|kuwait|kyrgyzstan|kyrgyz republic|laos|latvia|lebanon|lesotho|liberia|libya|libyan arab jamahiriya
	|liechtenstein|lithuania|luxembourg|luxemburg|macao|macau|macedonia|madagascar|malawi|malaysia|maldives|mali|malta|marshall islands|martinique|mauritania|mauritius|mayotte|mexico|micronesia|moldova|monaco|mongolia|montenegro|montserrat|morocco|mozambique|myanmar
	|namibia|nauru|nepal|netherlands|netherlands antilles|new caledonia|new zealand|nicaragua|niger|nigeria|niue|norfolk island|north korea|north macedonia|northern mariana islands|norway|norge|oman|österreich|pakistan|palau|palestine|panama|papua new guinea|paraguay|peru|philippines
	|pitcairn|pitcairn islands|poland|polska|portugal|qatar|republic of the congo|reunion|romania|russia|russian federation|rwanda|saint barthelemy|saint helena|saint kitts and nevis|saint lucia|saint martin|saint pierre and miquelon|saint vincent and the grenadines|samoa|san marino
	|sao tome and principe|saudi arabia|schweiz|scotland|senegal|serbia|seychelles|sierra leone|singapore|sint maarten|slovakia|slovak republic|slovenia|solomon islands|somalia|south africa|south georgia and the south sandwich islands|south korea|south sudan|soviet union|spain|sri lanka|sudan|suisse|suriname
	|svalbard and jan mayen|svalbard|sverige|sweden|switzerland|syria|syrian arab republic|taiwan|tajikistan|tanzania|thailand|togo|tokelau|tonga|trinidad and tobago|trinidad|tunisia|turkey|turkiye|turkmenistan|turks and caicos islands|tuvalu|uganda|ukraine|united arab emirates|united kingdom
	|united states|united states of america|uruguay|us virgin islands|uzbekistan|vanuatu|vatican|vatican city|venezuela|vietnam|viet nam|wales|wallis and futuna|western sahara|western samoa|yemen|zambia|zimbabwe`
