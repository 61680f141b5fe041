package detectors

import "strings"

// An Address is the parts of a postal address in their normal form: lower case,
// the usual abbreviations of the USPS, the state as its code.
type Address struct {
	House, Street, Unit, City, State, ZIP, Country string
}

// String returns the value of a finding: number and street, unit, city, state
// and ZIP, country, what is missing left out.
func (a Address) String() string {
	var b strings.Builder
	add := func(before, s string) {
		if s == "" {
			return
		}
		if b.Len() > 0 {
			b.WriteString(before)
		}
		b.WriteString(s)
	}
	add("", a.House)
	add(" ", a.Street)
	add(", ", a.Unit)
	add(", ", a.City)
	add(", ", a.State)
	if a.State != "" {
		add(" ", a.ZIP)
	} else {
		add(", ", a.ZIP)
	}
	add(", ", a.Country)
	return b.String()
}

// ParseAddress returns the parts of the value of a postal address.
func ParseAddress(value string) Address {
	var a Address
	parts := strings.Split(value, ", ")
	a.House, a.Street = splitHouse(parts[0])
	for _, s := range parts[1:] {
		first, rest, _ := strings.Cut(s, " ")
		switch {
		case a.State == "" && a.ZIP == "" && stateCoded(first) && (rest == "" || digitsIn(rest) > 0):
			a.State, a.ZIP = first, rest
		case a.ZIP == "" && digitsIn(s) >= 2 && (a.City != "" || digitsIn(s) == len(s)):
			a.ZIP = s
		case a.Unit == "" && a.City == "" && (first[0] == '#' || unitNames[first] != ""):
			a.Unit = s
		case a.City == "" && a.State == "" && a.ZIP == "":
			a.City = s
		default:
			a.Country = s
		}
	}
	return a
}

func stateCoded(s string) bool {
	return len(s) == 2 && stateTable[strings.ToUpper(s)] != "" || s == "dc" || s == "aa" || s == "ae" || s == "ap"
}

// splitHouse parts the house number from the street behind it.
func splitHouse(s string) (house, street string) {
	if s == "" || classes[s[0]] != digit {
		return "", s
	}
	house, street, _ = strings.Cut(s, " ")
	return house, street
}

// addressText is the value of p.
func (w *work) addressText(text string, p *addressParts) string {
	b := w.buf[:0]
	behind := !p.house.empty() && !p.street.empty() && p.house.from >= p.street.to // Musterstraße 12
	if !behind {
		b = w.appendPart(b, "", text, p.house, true)
	}
	b = w.appendStreet(b, text, p.street)
	if behind {
		b = w.appendPart(b, " ", text, p.house, true)
	}
	b = w.appendUnit(b, text, p.unit)
	b = w.appendPart(b, ", ", text, p.city, false)
	zip := ", "
	if !p.state.empty() {
		zip = " "
		b = append(b, ", "...)
		b = append(b, lower[p.code[0]], lower[p.code[1]])
		if !p.zip.empty() && p.zip.to-p.zip.from == 1 && w.tokenLen(p.zip.from) == 4 {
			zip = " 0"
		}
	}
	b = w.appendPart(b, zip, text, p.zip, false)
	if n := len(b); !p.zip.empty() && p.zip.to-p.zip.from == 1 && w.tokenLen(p.zip.from) == 9 {
		b = append(b[:n-4], '-', b[n-4], b[n-3], b[n-2], b[n-1])
	}
	b = w.appendPart(b, ", ", text, p.country, false)
	w.buf = b
	return string(b)
}

// appendPart appends the words of a part in lower case, without stops and
// commas, with before in front of them.
func (w *work) appendPart(b []byte, before, text string, p part, dense bool) []byte {
	if p.empty() {
		return b
	}
	b = append(b, before...)
	for j := p.from; j < p.to; j++ {
		if j > p.from {
			b = w.appendGap(b, text, j, dense)
		}
		b = appendLower(b, text[w.toks[j].start:w.toks[j].end])
	}
	return b
}

// appendGap appends what stands between token j and the one before it.
func (w *work) appendGap(b []byte, text string, j int, dense bool) []byte {
	switch g := text[w.toks[j-1].end:w.toks[j].start]; g {
	case "":
	case "-", "'", "’", "/":
		b = append(b, g...)
	default:
		if !dense {
			b = append(b, ' ')
		}
	}
	return b
}

// appendStreet appends the street with the usual abbreviations of directions and
// of the last type.
func (w *work) appendStreet(b []byte, text string, p part) []byte {
	last := -1
	for j := p.to - 1; j > p.from && last < 0; j-- {
		if w.toks[j].flags&streetSuffix != 0 && w.toks[j].kind != number {
			last = j
		}
	}
	for j := p.from; j < p.to; j++ {
		if j > p.from {
			b = w.appendGap(b, text, j, false)
		} else if len(b) > 0 {
			b = append(b, ' ')
		}
		n := len(b)
		b = appendLower(b, text[w.toks[j].start:w.toks[j].end])
		short := ""
		switch {
		case j == last:
			short = suffixNames[string(b[n:])]
		case w.toks[j].flags&directional != 0 && w.toks[j].kind != number && (j == p.from && p.to-p.from > 1 && j+1 != last || j > last && last >= 0):
			short = directionNames[string(b[n:])]
		}
		if short != "" {
			b = append(b[:n], short...)
		}
	}
	return b
}

// appendUnit appends the unit with the usual abbreviation of its first word; a
// number alone has a sign before it.
func (w *work) appendUnit(b []byte, text string, p part) []byte {
	if p.empty() {
		return b
	}
	b = append(b, ", "...)
	n := len(b)
	b = appendLower(b, text[w.toks[p.from].start:w.toks[p.from].end])
	short := unitNames[string(b[n:])]
	switch {
	case w.toks[p.from].kind == number && !(p.to > p.from+1 && levels.has(w.toks[p.to-1].hash)), short == "" && p.to == p.from+1:
		b = append(b[:n], "# "...)
		return w.appendPart(b, "", text, p, false)
	case short != "" && p.to > p.from+1:
		b = append(b[:n], short...)
		return w.appendPart(b, " ", text, part{p.from + 1, p.to}, false)
	}
	return w.appendPart(b[:n], "", text, p, false)
}

// StreetType returns the usual abbreviation of a type of street in lower case
// (Publication 28, appendix C1), or "" if it is none.
func StreetType(word string) string { return suffixNames[word] }

// shortForms maps words to their standard abbreviation: each line of s is
// the abbreviation and the words that it stands for.
func shortForms(s string) map[string]string {
	m := map[string]string{}
	for line := range strings.SplitSeq(s, "|") {
		f := strings.Fields(line)
		for _, word := range f {
			m[word] = f[0]
		}
	}
	return m
}

var (
	directionNames = shortForms(`n north|s south|e east|w west|ne northeast|nw northwest|se southeast|sw southwest`)

	// unitNames are those of Publication 28, appendix C2.
	unitNames = shortForms(`apt apartment|bldg building bld blg|bsmt basement|dept department|fl floor flr|frnt front|hngr hangar hangar|lbby lobby|lot|lowr lower|ofc office|ph penthouse|rear|rm room|slip|spc space|ste suite|trlr trailer|unit|uppr upper|lvl level|flat|pmb|msc|no num nr|box`)

	// suffixNames are those of Publication 28, appendix C1.
	suffixNames = shortForms(`aly alley allee ally|anx annex anex|arc arcade|ave avenue av aven avenu avn avnue|bch beach|bnd bend|blf bluff|blvd boulevard boul boulv bvd|br branch|brg bridge|brk brook|byp bypass|cp camp|cyn canyon|cswy causeway|ctr center centre|cir circle circ crcl|clf cliff|clb club|cmn common|cor corner|crse course|ct court
		|cts courts|cv cove|crk creek|cres crescent|crst crest|xing crossing|xrd crossroad|dl dale|dr drive driv|est estate|ests estates|expy expressway exp|ext extension|fls falls|fry ferry|fld field|flds fields|flt flat|frd ford|frst forest|frk fork|ft fort|fwy freeway|gdn garden|gdns gardens|gtwy gateway|gln glen|grn green|grv grove
		|hbr harbor|hvn haven|hts heights|hwy highway hgwy hiway|hl hill|hls hills|holw hollow|inlt inlet|is island|jct junction|ky key|knl knoll|knls knolls|lk lake|lks lakes|lndg landing|ln lane|lgt light|lf loaf|lck lock|ldg lodge|mnr manor|mdw meadow|mdws meadows|ml mill|mls mills|msn mission|mtwy motorway|mt mount|mtn mountain|nck neck
		|orch orchard|opas overpass|pkwy parkway parkwy pky|psge passage|pne pine|pnes pines|pl place|pln plain|plns plains|plz plaza|pt point|pts points|prt port|pr prairie|radl radial|rnch ranch|rpds rapids|rst rest|rdg ridge|rdgs ridges|riv river|rd road|rte route rt|shl shoal|shr shore|shrs shores|skwy skyway|spg spring|spgs springs|sq square
		|sta station|stra stravenue|strm stream|st street str strt|smt summit|ter terrace terr|trwy throughway|trce trace|trak track|trfy trafficway|trl trail|trlr trailer|tunl tunnel|tpke turnpike|upas underpass|un union|vly valley|via viaduct|vw view|vws views|vlg village|vl ville|vis vista|wl well|wls wells|way wy`)
)

// addressValue is the normal form of an address that stands in several cells, or
// of one that was not read by its parts.
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
