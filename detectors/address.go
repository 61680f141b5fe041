package detectors

import "strings"

// An address is read by its parts, one after another (USPS Publication 28,
// section 2): number, street, suffix, unit, city, state, ZIP. Line breaks and
// quote marks may stand between any two.

// addressParts are the tokens of an address; each bound is exclusive, and equal
// to the one before it where the part is missing.
type addressParts struct {
	from       int // the house number, or "PO"
	street     int
	suffix     bool
	unit       int
	city       int
	state, zip int
	to         int
	stateOf    string
}

// maxStreet is the number of words a street's name has at most.
const maxStreet = 5

// address takes the street address that begins at token i, and returns its tokens.
func (w *work) address(text string, i int) int {
	p := addressParts{from: i}
	switch {
	case w.poBox(text, i, &p):
	case w.toks[i].kind == number && !w.toks[i].glued && w.toks[i].end-w.toks[i].start <= 6 && w.street(text, i, &p):
	default:
		return 0
	}
	p.unit = w.unit(text, p.street)
	w.cityLine(text, &p)
	full := p.to > p.state && p.zip > p.state
	if !full && (!p.suffix || p.state == p.city && !w.plainStreet(&p)) {
		return 0
	}
	f := Finding{Element: PostalAddress, Start: int(w.toks[p.from].start), End: int(w.toks[p.to-1].end), Confidence: .96, Why: "number, street, city, state, ZIP"}
	switch {
	case !full && p.state > p.city:
		f.Confidence, f.Why = .85, "number, street, city, state"
	case !full:
		f.Confidence, f.Why, f.Partial = .6, "number, street", true
	case !zipInState(text[w.toks[p.zip-1].start:w.toks[p.zip-1].end], p.stateOf):
		f.Confidence, f.Why = .8, "number, street, city, state, ZIP of another state"
	}
	if f.Start > 0 && (text[f.Start-1] == '$' || text[f.Start-1] == '.' || text[f.Start-1] == '-' || text[f.Start-1] == ':' || text[f.Start-1] == '/') {
		return 0
	}
	f.Value = addressValue(text[f.Start:f.End])
	w.add(f)
	w.take(f.Start, f.End)
	return p.to - i
}

// addressGap reports whether two parts may be g apart: blanks, a comma, a stop,
// a tab, a line break with quote marks.
func addressGap(g string) bool {
	breaks := 0
	for i := 0; i < len(g); i++ {
		switch g[i] {
		case ' ', ',', '.', '\t', '>', '|', '\r', ';':
		case '\n':
			breaks++
		case 0xC2, 0xA0: // no-break space
		default:
			return false
		}
	}
	return breaks <= 2 && len(g) <= 12
}

// streetGap is addressGap within a line, or over one that was wrapped.
func streetGap(g string) bool {
	return g == " " || g == ". " || g == "  " || g == "\u00a0" || strings.HasPrefix(g, "\n") && len(g) <= 4 && addressGap(g) && strings.IndexByte(g[1:], '\n') < 0
}

// minWrapped is the length from which a line may have been wrapped, in bytes.
const minWrapped = 40

// startsLine reports whether token j begins a line where a street cannot go on:
// with a number of its own, or below a number that ends a short line.
func (w *work) startsLine(text string, j, first int) bool {
	if strings.IndexByte(text[w.toks[j-1].end:w.toks[j].start], '\n') < 0 {
		return false
	}
	end := int(w.toks[j-1].end)
	return w.toks[j].kind == number || j == first && end-strings.LastIndexByte(text[:end], '\n') < minWrapped
}

// street reads the number and the name of a street from token i on.
func (w *work) street(text string, i int, p *addressParts) bool {
	j := i + 1
	if j < len(w.toks) && w.toks[j].glued {
		if w.toks[j].end-w.toks[j].start > 1 {
			return false // 10GB, 5th
		}
		j++ // 221B
	}
	first, suffix := j, 0
	for ; j < len(w.toks) && j-first <= maxStreet+2; j++ {
		t := &w.toks[j]
		if !(t.glued || streetGap(text[w.toks[j-1].end:t.start]) || hyphened(text[w.toks[j-1].end:t.start])) {
			break
		}
		if !w.streetWord(text, j, first) || w.startsLine(text, j, first) {
			break
		}
		if j == first && !t.glued && text[w.toks[j-1].end:t.start] == ". " {
			break // the number ends a sentence
		}
		if t.kind != number && t.flags&streetSuffix != 0 && j > first && (t.capital() || suffix == 0 && plainSuffixes[t.hash]) {
			suffix = j + 1
			if w.cityFollows(text, j) {
				break
			}
		}
	}
	if suffix > 0 {
		p.street, p.suffix = suffix, true
		if d := suffix; d < len(w.toks) && w.toks[d].flags&directional != 0 && w.toks[d].kind >= title && streetGap(text[w.toks[d-1].end:w.toks[d].start]) && w.toks[d].end-w.toks[d].start <= 2 {
			p.street = d + 1
		}
		return true
	}
	if j == first || !w.toks[first].capital() && w.toks[first].kind != number {
		return false
	}
	p.street = j // "100 Broadway": only a city line behind it makes it an address
	return w.endOfStreet(text, first, j, p)
}

// plainSuffixes are the suffixes that are hardly anything else.
var plainSuffixes = hashSet("street", "st", "avenue", "ave", "road", "rd", "drive", "dr", "lane", "ln", "boulevard", "blvd", "court", "ct", "place", "pl", "circle", "cir", "parkway", "pkwy", "terrace", "ter", "highway", "hwy", "way", "box", "turnpike", "expressway")

// plainStreet reports whether the street of p ends in such a suffix, so that it
// is an address even without a city.
func (w *work) plainStreet(p *addressParts) bool {
	for j := p.from + 1; j < p.street; j++ {
		if w.toks[j].kind != number && plainSuffixes[w.toks[j].hash] {
			return true
		}
	}
	return false
}

func hyphened(g string) bool { return g == "-" || g == "'" || g == "’" }

// endOfStreet finds where a street without suffix ends: before a comma or a line break.
func (w *work) endOfStreet(text string, first, limit int, p *addressParts) bool {
	for j := first + 1; j <= limit && j < len(w.toks); j++ {
		g := text[w.toks[j-1].end:w.toks[j].start]
		if strings.ContainsAny(g, ",\n") {
			p.street = j
			return true
		}
	}
	return false
}

// cityFollows reports whether a comma, a line break or a unit stands behind token j.
func (w *work) cityFollows(text string, j int) bool {
	if j+1 >= len(w.toks) {
		return true
	}
	g := text[w.toks[j].end:w.toks[j+1].start]
	return strings.ContainsAny(g, ",\n\t#|;") || w.toks[j+1].flags&unitWord != 0 && w.toks[j+1].flags&streetSuffix == 0
}

// streetWord reports whether token j can stand in the name of a street.
func (w *work) streetWord(text string, j, first int) bool {
	t := &w.toks[j]
	if t.kind == number {
		return t.end-t.start <= 3 && (j == first || w.toks[j-1].kind != number)
	}
	if t.glued && w.toks[j-1].kind == number {
		return ordinal(text[t.start:t.end])
	}
	if t.flags&streetSuffix != 0 && j > first {
		return true
	}
	return t.capital() || t.flags&(directional|particleWord) != 0
}

func ordinal(s string) bool {
	switch strings.ToLower(s) {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

// poBox reads "PO Box 123" and "P.O. Box 123" at token i, rural routes
// likewise (Publication 28, sections 24 and 28).
func (w *work) poBox(text string, i int, p *addressParts) bool {
	j := i
	switch strings.ToLower(text[w.toks[i].start:w.toks[i].end]) {
	case "po", "rr", "hc":
		j = i + 1
	case "p", "r":
		j = i + 2
	case "apartado":
		j = i + 1
	default:
		return false
	}
	for ; j < len(w.toks) && j <= i+4; j++ {
		if w.toks[j].kind == number {
			if j == i+1 {
				continue // RR 2 Box 17
			}
			p.street, p.suffix = j+1, true
			return j > i+1
		}
		if h := w.toks[j].hash; h != hashBox && h != hashOffice && h != hashPostal {
			return false
		}
	}
	return false
}

var hashBox, hashOffice, hashPostal = hashWord("box"), hashWord("office"), hashWord("postal")

// unit reads "Apt 4", "Unit C", "# 28" behind the street that ends before token j.
func (w *work) unit(text string, j int) int {
	if j >= len(w.toks) || j == 0 {
		return j
	}
	t := &w.toks[j]
	g := text[w.toks[j-1].end:t.start]
	if strings.HasSuffix(strings.TrimRight(g, " "), "#") && addressGap(strings.TrimRight(g, " #")) {
		return w.unitEnd(text, j)
	}
	if t.kind == number || t.flags&unitWord == 0 || !addressGap(g) || j+1 >= len(w.toks) {
		return j
	}
	v := &w.toks[j+1]
	vg := text[t.end:v.start]
	if len(vg) > 3 || strings.Trim(vg, " .#") != "" || v.kind != number && v.end-v.start > 2 && v.kind != upper {
		return j
	}
	return w.unitEnd(text, j+1)
}

// unitEnd returns the end of the unit's own number, which may be 4B or 12-C.
func (w *work) unitEnd(text string, j int) int {
	end := j + 1
	for end < len(w.toks) && end < j+3 {
		g := text[w.toks[end-1].end:w.toks[end].start]
		if !w.toks[end].glued && g != "-" {
			break
		}
		end++
	}
	return end
}

// maxCity is the number of words the name of a city has at most.
const maxCity = 5

// cityLine reads city, state and ZIP behind the street and unit of p.
func (w *work) cityLine(text string, p *addressParts) {
	p.city, p.state, p.zip, p.to = p.unit, p.unit, p.unit, p.unit
	j := p.unit
	for ; j < len(w.toks) && j <= p.unit+maxCity; j++ {
		g := text[w.toks[j-1].end:w.toks[j].start]
		if !addressGap(g) && !(j > p.unit && hyphened(g)) {
			return
		}
		if j > p.unit {
			if n, code := w.stateAt(text, j); n > 0 && w.stateEnds(text, j, n) {
				p.state, p.zip, p.to, p.stateOf = j+n, j+n, j+n, code
				w.zip(text, p)
				return
			}
		}
		if t := &w.toks[j]; t.kind == number || !t.capital() && t.flags&particleWord == 0 {
			return
		}
	}
}

// stateEnds reports whether what follows the state at token j fits: a ZIP, the
// end of the line, or any sign but a further capital word of the city.
func (w *work) stateEnds(text string, j, n int) bool {
	k := j + n
	if k >= len(w.toks) {
		return true
	}
	if w.toks[k].kind == number && w.toks[k].end-w.toks[k].start == 5 {
		return true
	}
	return strings.ContainsAny(text[w.toks[j-1].end:w.toks[j].start], ",\t|") && text[w.toks[k-1].end:w.toks[k].start] != " "
}

// stateAt returns the number of tokens of the state at token j, and its code.
func (w *work) stateAt(text string, j int) (int, string) {
	t := &w.toks[j]
	if t.flags&stateCode != 0 && t.end-t.start == 2 && t.kind >= title {
		return 1, strings.ToUpper(text[t.start:t.end])
	}
	if t.flags&stateWord == 0 || !t.capital() {
		return 0, ""
	}
	if j+1 < len(w.toks) && text[t.end:w.toks[j+1].start] == " " {
		if code := stateNames[joinHash(t.hash, w.toks[j+1].hash)]; code != "" {
			return 2, code
		}
	}
	if code := stateNames[t.hash]; code != "" {
		return 1, code
	}
	return 0, ""
}

// zip reads the ZIP behind the state of p, with the four digits of ZIP+4.
func (w *work) zip(text string, p *addressParts) {
	j := p.state
	if j >= len(w.toks) || w.toks[j].kind != number || w.toks[j].end-w.toks[j].start != 5 || !addressGap(text[w.toks[j-1].end:w.toks[j].start]) {
		return
	}
	if e := int(w.toks[j].end); e < len(text) && wordByte(text[e]) {
		return
	}
	p.zip, p.to = j+1, j+1
	if j+1 < len(w.toks) && w.toks[j+1].kind == number && w.toks[j+1].end-w.toks[j+1].start == 4 && text[w.toks[j].end:w.toks[j+1].start] == "-" {
		p.to = j + 2
	}
}

// addressValue is the normal form of an address: lower case, single blanks,
// a comma where a line ended, no stops.
func addressValue(s string) string {
	var b strings.Builder
	pending := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ',' || c == '\n' || c == '\t' || c == '|' || c == ';':
			pending = ','
		case c == ' ' || c == '>' || c == '\r':
			if pending == 0 {
				pending = ' '
			}
		case c == '.':
		default:
			if pending == ',' {
				b.WriteByte(',')
			}
			if pending != 0 && b.Len() > 0 {
				b.WriteByte(' ')
			}
			pending = 0
			b.WriteByte(lower[c])
		}
	}
	return b.String()
}

// stateNames maps the hashes of the names of states to their codes.
var stateNames = func() map[uint64]string {
	m := map[uint64]string{}
	for code, name := range stateTable {
		a, b, two := strings.Cut(name, " ")
		h := hashWord(a)
		if two {
			h = joinHash(h, hashWord(b))
		}
		m[h] = code
	}
	return m
}()

var stateTable = map[string]string{
	"AL": "alabama", "AK": "alaska", "AZ": "arizona", "AR": "arkansas", "CA": "california", "CO": "colorado", "CT": "connecticut", "DE": "delaware", "FL": "florida", "GA": "georgia", "HI": "hawaii",
	"ID": "idaho", "IL": "illinois", "IN": "indiana", "IA": "iowa", "KS": "kansas", "KY": "kentucky", "LA": "louisiana", "ME": "maine", "MD": "maryland", "MA": "massachusetts", "MI": "michigan", "MN": "minnesota",
	"MS": "mississippi", "MO": "missouri", "MT": "montana", "NE": "nebraska", "NV": "nevada", "NH": "new hampshire", "NJ": "new jersey", "NM": "new mexico", "NY": "new york", "NC": "north carolina", "ND": "north dakota",
	"OH": "ohio", "OK": "oklahoma", "OR": "oregon", "PA": "pennsylvania", "PR": "puerto rico", "RI": "rhode island", "SC": "south carolina", "SD": "south dakota", "TN": "tennessee", "TX": "texas", "UT": "utah",
	"VT": "vermont", "VA": "virginia", "WA": "washington", "WV": "west virginia", "WI": "wisconsin", "WY": "wyoming",
}

// zipStates gives the states of the first three digits of a ZIP (USPS DMM, L002):
// each pair is the last prefix of a run and the states in it.
var zipStates = []struct {
	last   int
	states string
}{
	{4, ""}, {5, "NY"}, {9, "PR VI"}, {27, "MA"}, {29, "RI"}, {38, "NH"}, {49, "ME"}, {59, "VT"}, {62, "CT"}, {63, "CT NY"}, {69, "CT"}, {89, "NJ"}, {99, "AE"},
	{149, "NY"}, {196, "PA"}, {199, "DE"}, {205, "DC MD VA"}, {219, "MD DC"}, {246, "VA WV"}, {268, "WV"}, {289, "NC"}, {299, "SC"}, {319, "GA"}, {339, "FL"}, {340, "AA FL"}, {349, "FL"},
	{352, "AL"}, {369, "AL"}, {385, "TN"}, {397, "MS"}, {399, "GA"}, {427, "KY"}, {458, "OH"}, {479, "IN"}, {499, "MI"}, {528, "IA"}, {549, "WI"}, {567, "MN"}, {569, "DC"}, {577, "SD"}, {588, "ND"}, {599, "MT"},
	{629, "IL"}, {658, "MO"}, {679, "KS"}, {693, "NE"}, {714, "LA"}, {729, "AR"}, {732, "OK"}, {733, "TX"}, {749, "OK"}, {799, "TX"}, {816, "CO"}, {831, "WY"}, {838, "ID"}, {847, "UT"}, {865, "AZ"}, {884, "NM"}, {885, "TX"}, {898, "NV"},
	{961, "CA"}, {966, "AP"}, {968, "HI AS"}, {969, "GU MP"}, {979, "OR"}, {994, "WA"}, {999, "AK"},
}

// zipInState reports whether the USPS uses zip in the state of that code.
func zipInState(zip, code string) bool {
	p := atoi(zip[:3])
	for _, r := range zipStates {
		if p <= r.last {
			return strings.Contains(r.states, code) || r.states == "ID" && code == "WY" || p == 834 && code == "WY"
		}
	}
	return false
}
