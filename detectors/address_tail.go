package detectors

// Bounds of what stands behind a street.
const (
	maxTail      = 24 // tokens
	maxTailWords = 7  // words before the state that belong to no unit
	maxTailLines = 5
)

// tail reads what stands behind the street of p: units, city, state, ZIP,
// country, in this order but for what may be missing. What does not end in one
// of them is left out.
func (w *work) tail(text string, p *addressParts) {
	r := tailReader{w: w, text: text, p: p, at: p.to}
	if p.unit.empty() {
		p.unit = part{p.to, p.to}
	}
	p.city, p.state, p.zip, p.country = part{p.to, p.to}, part{p.to, p.to}, part{p.to, p.to}, part{p.to, p.to}
	r.segment = p.to
	for r.at < len(w.toks) && r.at < p.street.to+maxTail && r.step() {
	}
	if p.city.empty() {
		r.townAlone()
	}
}

// A tailReader stands at a token behind a street. segment is where the part of
// the line began that it is in.
type tailReader struct {
	w       *work
	text    string
	p       *addressParts
	at      int
	segment int
	words   int
	lines   int
	first   part // the first words behind street and unit
}

// step reads one part, and reports whether another may follow.
func (r *tailReader) step() bool {
	w, p, j := r.w, r.p, r.at
	t, s := &w.toks[j], w.sepAt(r.text, j)
	if !r.gap(j, s) {
		return false
	}
	if s&(sepLine|sepComma|sepHash|sepBracket) != 0 {
		r.segment = j
	}
	if e := w.unitEndAt(r.text, j); e > j {
		return r.unit(e)
	}
	if w.boxAt(j) {
		if boxed, e := w.boxEnd(r.text, j); boxed && e > j+1 {
			return r.unit(e)
		}
	}
	if n, code := w.stateAt(r.text, j); n > 0 && w.stateEnds(r.text, j, n) && !(j+n < len(w.toks) && w.tokenLen(j) > 2 && w.stateEndsAt(r.text, j+n)) {
		r.state(j, n, code)
		return false
	}
	if n, code := w.stateAt(r.text, j); n > 0 && p.ev&evPlain != 0 && w.townInState(j, stateBit(code)) {
		if e := w.zipWrong(r.text, j+n); e > j+n {
			r.state(j, n, code)
			if p.to == j+n {
				p.to = e
			}
			return false
		}
	}
	if n := w.countryAt(r.text, j); n > 0 && (j == r.segment || r.words > 0) && (w.toks[j].capital() || p.low) && !(j+n < len(w.toks) && w.stateEndsAt(r.text, j+n)) && w.townOf(r.text, j) <= n {
		r.country(j, n)
		return false
	}
	if e := w.postcode(r.text, j); e > j {
		return r.code(j, e)
	}
	if t.kind == number {
		return r.number(j)
	}
	if e := w.bareUnit(r.text, j); e > j && r.words == 0 && j == p.to && p.ev&(evPlain|evFront) != 0 {
		return r.unit(e)
	}
	if s&sepLines != 0 && t.flags&neverName != 0 && t.flags&(directional|placePrefix|streetSuffix|cityWord|stateWord|particleWord) == 0 {
		return false
	}
	if !t.capital() && !(t.flags&particleWord != 0 || p.low && (!w.stopsAddress(j) || t.flags&cityWord != 0) || w.townAhead(r.text, j)) || t.flags&labelStart != 0 && w.introduces(r.text, j) {
		return false
	}
	return r.word(j)
}

// gap reports whether what stands before token j, s, can stand within an address.
func (r *tailReader) gap(j int, s sep) bool {
	w, t := r.w, &r.w.toks[j]
	if t.flags&takenFlag != 0 || s&(sepOther|sepHalf|sepAnd) != 0 && !(s&sepAnd != 0 && s&sepOther == 0 && j > r.segment) {
		return false
	}
	if s&sepStop != 0 && s&(sepComma|sepLine|sepHash) == 0 && s&sepBlank != 0 && !w.abbreviation(j-1) {
		if n, _ := w.stateAt(r.text, j); n == 0 || w.zipEnds(r.text, j+n) == j+n {
			return false // the end of a sentence
		}
	}
	if s&sepLine != 0 {
		if r.lines++; r.lines > maxTailLines || s&sepLines != 0 && (r.lines > 1 || r.words > 0) {
			return false
		}
	}
	return true
}

// word takes the word at token j, or the town that begins there.
func (r *tailReader) word(j int) bool {
	w := r.w
	if n := w.townOf(r.text, j); n > 1 {
		if r.words == 0 {
			r.first.from = j
		}
		if r.first.to == 0 || r.first.to == j && r.segment < j {
			r.first.to = j + n
		}
		r.words += n
		r.at += n
		return true
	}
	if r.words == 0 {
		r.first.from = j
	}
	if r.words++; r.words > maxTailWords {
		return false
	}
	if r.first.to == 0 || r.first.to == j && r.segment < j {
		r.first.to = j + 1
	}
	r.at++
	return true
}

// townOf returns how many words from token j on are the name of a town, 0 if
// it has one word or none.
func (w *work) townOf(text string, j int) int {
	n, _ := w.longName(text, j)
	return n
}

// townAhead reports whether the lower-case word at token j is one of a town
// before its state: 5 Oak Road, St. louis, MO 63119.
func (w *work) townAhead(text string, j int) bool {
	for k := j + 1; k < len(w.toks) && k <= j+3 && (w.toks[k-1].flags&(fillerWord|neverName) == 0 || w.toks[k-1].flags&directional != 0) && w.sepAt(text, k).only(sepBlank|sepComma); k++ {
		if w.toks[k].flags&(stateCode|stateWord) != 0 && w.lowTown(text, k) {
			return true
		}
		if w.sepAt(text, k)&sepComma != 0 {
			return false
		}
	}
	return false
}

// unit takes a unit that ends before token e.
func (r *tailReader) unit(e int) bool {
	if w := r.w; e < len(w.toks) && w.toks[e].flags&directional != 0 && (w.toks[e].capital() || r.p.low) && w.sepAt(r.text, e) == sepBlank && w.partEnds(r.text, e+1) {
		e++ // Unit 2 East
	}
	if r.p.unit.empty() {
		r.p.unit = part{r.at, e}
	}
	if r.words == 0 || r.words <= 3 && r.p.ev&evPlain != 0 && r.lines == 0 && r.w.sepAt(r.text, r.at)&(sepComma|sepBlank|sepHash) != 0 && !r.w.zipNear(r.text, e) {
		r.p.to = e
	} else if r.segment == r.at && r.words > maxTailWords-2 {
		return false
	}
	r.p.ev |= evUnit | evApart
	r.at, r.segment = e, e
	if r.words > 0 {
		r.first.to = max(r.first.to, 1)
	}
	return true
}

// number reads a number that is no unit by its form: a ZIP behind a city, a postal
// code before one, the number of a unit without a word for it.
func (r *tailReader) number(j int) bool {
	w, p := r.w, r.p
	n := w.tokenLen(j)
	if w.toks[j].glued || j+1 < len(w.toks) && w.toks[j+1].glued && w.tokenLen(j+1) > 1 {
		return false
	}
	if s := w.sepAt(r.text, j); r.words == 0 && p.ev&evPlain != 0 && j == p.to && (s == sepBlank || s&sepComma != 0 && s.only(sepBlank|sepComma|sepStop)) {
		if e := w.siteEnd(r.text, j); e > j {
			p.to, r.at, r.segment = e, e, e
			return true
		}
	}
	if (n == 5 || n == 9 && j == p.street.to && p.ev&evPlain != 0) && (r.words > 0 || w.sepAt(r.text, j) == sepBlank && r.at == p.street.to && (p.ev&(evPlain|evDirection) != 0 || p.street.to-p.street.from > 3 && w.placeOf(j-1, j) != 0) || w.sepAt(r.text, j)&sepComma != 0) && w.zipEnds(r.text, j) > j && !w.townFollows(r.text, j) {
		p.city = part{r.segment, j}
		if r.segment == j {
			p.city.from = min(max(r.first.from, p.street.to, p.unit.to), j)
		}
		p.zip = part{j, w.zipEnds(r.text, j)}
		p.to = p.zip.to
		p.ev |= evZIP
		r.afterZIP()
		return false
	}
	if (n == 4 || n == 5) && j == r.segment && w.townFollows(r.text, j) {
		return r.postal(j, j+1)
	}
	if n == 3 && j == r.segment && j+1 < len(w.toks) && w.toks[j+1].kind == number && w.tokenLen(j+1) == 2 && w.sepAt(r.text, j+1) == sepBlank && w.townFollows(r.text, j+1) {
		return r.postal(j, j+2) // 111 51 Stockholm
	}
	if r.words == 0 && j == p.to && n <= 4 && !w.houseOfNext(j) && w.sepAt(r.text, j).only(sepBlank|sepStop|sepComma|sepLine) && p.ev&evBehind == 0 && (p.ev&(evPlain|evFront) != 0 || p.ev&(evDirection|evSide) != 0 && w.partEnds(r.text, j+1)) { // Main St 211
		e := max(w.unitID(r.text, j), j+1)
		if w.sepAt(r.text, j).only(sepBlank|sepStop) || w.partEnds(r.text, e) && w.zipNear(r.text, e) {
			p.unit = part{j, e}
			p.to, r.at, r.segment = e, e, e
			return true
		}
	}
	return false
}

// houseOfNext reports whether the number at token j is that of a further
// street: 100 Example Place 925 W Sample St.
func (w *work) houseOfNext(j int) bool {
	if j+1 >= len(w.toks) || w.toks[j+1].flags&directional == 0 || w.toks[j+1].kind == number {
		return false
	}
	for k := j + 2; k < len(w.toks) && k < j+5 && w.toks[k].kind != number; k++ {
		if plainSuffixes.has(w.toks[k].hash) {
			return true
		}
	}
	return false
}

// townFollows reports whether a capital word stands behind the number at token j on its line.
func (w *work) townFollows(text string, j int) bool {
	k := j + 1
	if k >= len(w.toks) || !w.toks[k].capital() || w.tokenLen(k) < 3 || w.sepAt(text, k) != sepBlank {
		return false
	}
	return w.toks[k].flags&(streetSuffix|unitWord|directional) == 0 || w.placeOf(k, k+1) != 0
}

// postal takes the postal code in tokens j to e, before the name of a town: 80331 München.
func (r *tailReader) postal(j, e int) bool {
	w, p := r.w, r.p
	k := e
	for k < len(w.toks) && k < e+4 && (w.toks[k].capital() || w.toks[k].flags&particleWord != 0) && (k == e || w.sepAt(r.text, k).only(sepBlank|sepHyphen)) {
		k++
	}
	p.zip, p.city, p.to = part{j, e}, part{e, k}, k
	p.ev |= evPostal | evApart
	r.at, r.segment, r.words = k, k, 1
	return true
}

// code takes the postal code in tokens j to e.
func (r *tailReader) code(j, e int) bool {
	if r.words == 0 && r.w.toks[j].kind != number {
		return false
	}
	p := r.p
	p.city = part{r.first.from, j}
	p.zip, p.to = part{j, e}, e
	p.ev |= evPostal | evApart
	r.at, r.segment = e, e
	return true
}

// state takes the state at token j, with the ZIP and the country behind it.
func (r *tailReader) state(j, n int, code string) {
	w, p := r.w, r.p
	from := r.segment
	if from >= j {
		from = max(min(r.first.from, j), p.to)
	}
	if from == p.street.to && from < j && p.ev&evApart == 0 && w.sepAt(r.text, from)&(sepComma|sepLine) == 0 {
		if c := w.cityBefore(r.text, from, j); c < j {
			from = c
		}
	} else if from < j {
		p.ev |= evApart
	}
	if from >= j { // no city
		if w.toks[j].line != w.toks[j-1].line && w.sepAt(r.text, j)&sepComma == 0 {
			return
		}
	}
	z := w.zipEnds(r.text, j+n)
	if w.toks[j].kind == lowword && w.toks[j].flags&stateCode != 0 && w.tokenLen(j) == 2 && z == j+n && w.placeOf(from, j)&stateBit(code) == 0 {
		return // "in", "or"
	}
	p.city, p.state, p.code, p.to = part{from, j}, part{j, j + n}, code, j+n
	p.ev |= evState
	if info := w.placeOf(p.city.from, p.city.to); info&(statesMask&^known) != 0 {
		p.ev |= evTown
		if info&stateBit(code) != 0 {
			p.ev |= evTownState
		}
	}
	if z > j+n {
		p.zip, p.to = part{j + n, z}, z
		p.ev |= evZIP
	}
	r.afterZIP()
}

// afterZIP reads a country behind the rest.
func (r *tailReader) afterZIP() {
	w, p, j := r.w, r.p, r.p.to
	if j >= len(w.toks) || !w.sepAt(r.text, j).only(sepBlank|sepComma|sepLine|sepStop) || w.sepAt(r.text, j)&(sepStop|sepLines) != 0 {
		return
	}
	if n := w.countryAt(r.text, j); n > 0 && (w.toks[j].hash == hashUSA || w.toks[j].hash == hashUS || w.toks[j].hash == hashUnited && n > 1) && (w.toks[j].capital() || p.low) {
		p.country, p.to = part{j, j + n}, j+n
	}
}

var hashUnited = hashWord("united")

// country takes the country at token j and a postal code behind it.
func (r *tailReader) country(j, n int) {
	w, p := r.w, r.p
	if p.city.empty() {
		from := r.segment
		if from >= j {
			from = max(min(r.first.from, j), p.to)
		}
		p.city = part{from, j}
		if r.words > 0 {
			p.ev |= evApart
		}
	}
	if p.city.empty() && p.ev&evUnit == 0 && r.lines == 0 && j == p.to && p.ev&(evPlain|evFront|evBehind) == 0 {
		return
	}
	p.country, p.to = part{j, j + n}, j+n
	p.ev |= evCountry
	if k := j + n; k < len(w.toks) && w.toks[k].kind == number && within(w.tokenLen(k), 4, 6) && w.sepAt(r.text, k).only(sepBlank|sepComma) && (k+1 >= len(w.toks) || w.sepAt(r.text, k+1)&(sepHyphen|sepSlash) == 0) {
		p.zip, p.to = part{k, k + 1}, k+1
	}
}

// townAlone takes a town of the gazetteer that stands behind the street and the unit without
// its state.
func (r *tailReader) townAlone() {
	w, p := r.w, r.p
	j := p.to
	if j >= len(w.toks) || w.toks[j].kind == number || w.toks[j].flags&takenFlag != 0 || !(w.toks[j].capital() || p.low) || p.ev&(evPlain|evFront|evUnit|evDirection|evBox) == 0 {
		return
	}
	if s := w.sepAt(r.text, j); !s.only(sepBlank|sepComma|sepLine) || s&sepLines != 0 {
		return
	}
	for n := min(maxTown, len(w.toks)-j); n > 0; n-- {
		info := w.placeOf(j, j+n)
		if info == 0 || !w.joined(r.text, j, n) || info.size() < small && w.sepAt(r.text, j) == sepBlank && w.zipEnds(r.text, j+n) == j+n || !w.partEnds(r.text, j+n) && !w.sentenceGoesOn(r.text, j+n) && w.zipEnds(r.text, j+n) == j+n {
			continue
		}
		if n == 1 && w.toks[j].flags&(inDictionary|neverName|monthWord|weekdayWord) != 0 {
			return
		}
		p.city, p.to = part{j, j + n}, j+n
		p.ev |= evTown
		return
	}
}

// sentenceGoesOn reports whether a lower-case word, or the end of the sentence, is before token j.
func (w *work) sentenceGoesOn(text string, j int) bool {
	return w.toks[j].kind == lowword || w.sepAt(text, j)&sepStop != 0
}
