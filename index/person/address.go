package person

import (
	"strings"

	"exposed/detectors"
)

// maxPlaceWords is the number of words of an address that are compared; an
// address has no more that tell anything.
const maxPlaceWords = 32

// A place is an address in folded words.
type place struct {
	house string
	zip   string
	state string
	words [maxPlaceWords]string // after the house number: street, unit, city
	n     int
	first int // words of the part that the street stands in
}

// street returns the words of the part that the street stands in; none for a
// post office box.
func (p *place) street() []string {
	if p.box() {
		return nil
	}
	return p.words[:p.first]
}

// box reports whether p is a post office box.
func (p *place) box() bool { return strings.HasPrefix(p.house, "box ") }

// parsePlace reads an address in one string: house number and street first,
// ZIP last; parts may be set off by commas, bars or line ends, or not at all.
func parsePlace(s string) place {
	var p place
	part, parts := 0, [maxPlaceWords + 2]int{}
	var all [maxPlaceWords + 2]string
	n := 0
	for len(s) > 0 {
		i := strings.IndexAny(s, "|,;\n")
		if i < 0 {
			i = len(s)
		}
		for w := range strings.FieldsSeq(fold(s[:i])) {
			if n < len(all) {
				all[n], parts[n] = w, part
				n++
			}
		}
		part++
		s = s[min(i+1, len(s)):]
	}
	p.set(all[:n], parts[:n])
	return p
}

// set finds house, state and ZIP among words, of which parts says where each
// stands.
func (p *place) set(words []string, parts []int) {
	skip := p.setHouse(words)
	end := p.setZIP(words, skip)
	p.setState(words[skip:end])
	p.n = copy(p.words[:], words[skip:end])
	for p.first < p.n && parts[skip+p.first] == parts[skip] {
		p.first++
	}
}

// setHouse sets the house number or the box and returns how many words it takes.
func (p *place) setHouse(words []string) int {
	for i, w := range words[:min(4, len(words))] {
		if w == "box" && i+1 < len(words) && isDigits(words[i+1], 1) {
			p.house = "box " + words[i+1]
			return i + 2
		}
	}
	if len(words) > 0 && words[0][0] >= '0' && words[0][0] <= '9' {
		p.house = words[0]
		return 1
	}
	return 0
}

// setZIP sets the last word of five or nine digits after the first skip words,
// and returns how many words stand before it.
func (p *place) setZIP(words []string, skip int) int {
	for i := len(words) - 1; i >= skip; i-- {
		if w := words[i]; isDigits(w, 5) && (len(w) == 5 || len(w) == 9) {
			p.zip = w[:5]
			return i
		}
	}
	end := len(words)
	for end > skip && (words[end-1] == "usa" || words[end-1] == "us") {
		end--
	}
	return end
}

// setState sets the state that stands last in words: its code or, before a
// ZIP, its name. A city may bear the name of a state: Washington's ZIPs tell.
func (p *place) setState(words []string) {
	for n := 1; n <= min(3, len(words)); n++ {
		name := strings.Join(words[len(words)-n:], " ")
		if len(name) > 2 && (p.zip == "" || name == "washington" && p.zip < "98000") {
			continue
		}
		if p.state = stateOf(name); p.state != "" {
			return
		}
	}
}

// place returns the address of a row.
func (r *row) place() place {
	p := parsePlace(r[fieldStreet])
	p.zip, p.state = r[fieldZIP], r[fieldState]
	return p
}

// key returns the key of house and street, and whether p has both.
func (p *place) key() (uint64, bool) {
	core := p.core()
	if p.house == "" {
		return 0, false
	}
	if len(core) == 0 {
		return hashOf(tagHouse, p.house), p.box()
	}
	return hashOf(tagHouse, p.house, core[0]), true
}

// core returns the words of the street's name, without the direction before it
// and the kind of street after it.
func (p *place) core() []string {
	w := p.street()
	if len(w) > 1 && directions[w[0]] != "" && !streetKinds[w[1]] {
		w = w[1:]
	}
	for i := 1; i < len(w); i++ {
		if streetKinds[w[i]] || directions[w[i]] != "" && i == len(w)-1 {
			return w[:i]
		}
	}
	return w
}

// direction returns the direction before the street's name, or "".
func (p *place) direction() string {
	if w := p.street(); len(w) > 1 {
		return directions[w[0]]
	}
	return ""
}

// A verdict tells how two addresses compare.
type verdict uint8

// The verdicts.
const (
	unknown verdict = iota // one of them lacks what would tell
	differ
	agrees
)

// compare compares the address p of a record with that of a row and its city.
func (p *place) compare(q *place, city string) verdict {
	if p.zip != "" && q.zip != "" && p.zip != q.zip {
		return differ
	}
	if p.house == "" || q.house == "" {
		return unknown
	}
	if p.house != q.house || !sameStreet(p, q) {
		return differ
	}
	if p.zip != "" && q.zip != "" || city != "" && p.hasCity(city) {
		return agrees
	}
	return unknown
}

// sameStreet reports whether the street of p is that of q: the shorter name
// stands at the start of the other.
func sameStreet(p, q *place) bool {
	if a, b := p.direction(), q.direction(); a != b && a != "" && b != "" {
		return false
	}
	a, b := p.core(), q.core()
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return len(b) == 0
	}
	for i := range a {
		if !near(a[i], b[i]) && !sameType(a[i], b[i]) {
			return false
		}
	}
	return true
}

// sameType reports whether a and b are the same type of street: grv and grove.
func sameType(a, b string) bool {
	t := detectors.StreetType(a)
	return t != "" && t == detectors.StreetType(b)
}

// near reports whether two words are equal, or long and one letter apart.
func near(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 5 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}

// hasCity reports whether the words of city stand in p after the street's first.
func (p *place) hasCity(city string) bool {
	for i := 1; i < p.n; i++ {
		rest, ok := city, true
		for j := i; ok && rest != "" && j < p.n; j++ {
			if rest, ok = strings.CutPrefix(rest, p.words[j]); ok && rest != "" {
				rest, ok = strings.CutPrefix(rest, " ")
			}
		}
		if ok && rest == "" {
			return true
		}
	}
	return false
}

// directions has the short form of each direction.
var directions = map[string]string{
	"n": "n", "north": "n", "s": "s", "south": "s", "e": "e", "east": "e", "w": "w", "west": "w",
	"ne": "ne", "northeast": "ne", "nw": "nw", "northwest": "nw", "se": "se", "southeast": "se", "sw": "sw", "southwest": "sw",
}

// streetKinds are words that end the name of a street (USPS Publication 28,
// appendix C, the usual ones), and those that begin a unit.
var streetKinds = set("street str st avenue ave av road rd drive dr drv lane ln boulevard blvd court ct place pl way wy terrace ter terr circle cir parkway pkwy pky " +
	"highway hwy trail trl square sq loop plaza plz alley aly crossing xing point pt ridge rdg run row path pike pass commons cove cv bend bnd expressway expy freeway fwy turnpike tpke " +
	"apt apartment unit suite ste room rm floor fl bldg building lot trlr dept")

// stateNames has the names of the states and territories and their codes.
const stateNames = `alabama AL|alaska AK|arizona AZ|arkansas AR|california CA|colorado CO|connecticut CT|delaware DE|district of columbia DC|florida FL|georgia GA|hawaii HI|idaho ID|illinois IL|indiana IN|iowa IA|kansas KS|kentucky KY|louisiana LA|maine ME|maryland MD|massachusetts MA|michigan MI|minnesota MN|mississippi MS|missouri MO|montana MT|nebraska NE|nevada NV|new hampshire NH|new jersey NJ|new mexico NM|new york NY|north carolina NC|north dakota ND|ohio OH|oklahoma OK|oregon OR|pennsylvania PA|rhode island RI|south carolina SC|south dakota SD|tennessee TN|texas TX|utah UT|vermont VT|virginia VA|washington WA|west virginia WV|wisconsin WI|wyoming WY|puerto rico PR|guam GU|virgin islands VI|american samoa AS|armed forces americas AA|armed forces europe AE|armed forces pacific AP|northern mariana islands MP`

// states has the code of each state by its folded name and by its folded code.
var states = stateCodes()

// stateCodes reads stateNames.
func stateCodes() map[string]string {
	m := map[string]string{}
	for s := range strings.SplitSeq(stateNames, "|") {
		name, code := s[:len(s)-3], s[len(s)-2:]
		m[name], m[strings.ToLower(code)] = code, code
	}
	return m
}

// stateOf returns the two letters of the state that s names, folded, or "".
func stateOf(s string) string { return states[s] }
