package detectors

import "strings"

// companyBehind reports whether what follows r makes it a company: "Ann Lee &
// Associates", "Lee and Sons", "Ann Lee, LLC".
func (w *work) companyBehind(text string, r run) bool {
	if r.to >= len(w.toks) {
		return false
	}
	next := &w.toks[r.to]
	switch g := text[w.toks[r.to-1].end:next.start]; g {
	case " ":
		if next.hash == hashAnd && r.to+1 < len(w.toks) && text[next.end] == ' ' {
			return joined.has(w.toks[r.to+1].hash)
		}
		return next.flags&companyWord != 0 && w.toks[r.to-1].kind == lowword && next.kind == lowword || w.legalForm(text, r.to)
	case " & ":
		return joined.has(next.hash)
	case ", ":
		return incorporated.has(next.hash)
	}
	return false
}

// legalForm reports whether the legal form of a company stands behind token i or
// the one behind it: "Ann Lee lighting Co., Ltd."
func (w *work) legalForm(text string, i int) bool {
	for k := i + 1; k < len(w.toks) && k <= i+2; k++ {
		if text[w.toks[k-1].end:w.toks[k].start] != " " || w.toks[k-1].flags&(neverName|fillerWord) != 0 {
			return false
		}
		if incorporated.has(w.toks[k].hash) {
			return true
		}
	}
	return false
}

// placeBehind reports whether the kind of a place that bears the name before
// token i is written there: "Willie Keller Plaza".
func (w *work) placeBehind(text string, i int) bool {
	return i < len(w.toks) && w.toks[i].kind >= title && text[w.toks[i-1].end:w.toks[i].start] == " " && w.toks[i].flags&(listGiven|listFamily) == 0 && establishments.has(w.toks[i].hash)
}

// placeName reports whether the last of three words or more from token i to j is the
// kind of a place, and the others a name: "Willie Keller Plaza".
func (w *work) placeName(i, j int) bool {
	z := &w.toks[j-1]
	if j-i < 3 || z.flags&streetSuffix == 0 || !establishments.has(z.hash) || z.flags&(listGiven|listFamily) != 0 {
		return false
	}
	return w.toks[i].flags.given() > 0 && w.toks[j-2].flags.surname() > w.toks[j-2].flags.given()
}

// establishments are kinds of places that are called after people.
var establishments = hashSet("plaza", "square", "bridge", "stadium", "arena", "theatre", "theater", "hall", "library", "museum", "gallery", "airport", "tower", "towers", "building", "bar", "pub", "inn", "hotel", "restaurant", "cafe", "park", "school", "college", "university", "hospital", "center", "centre", "field", "highway", "expressway", "boulevard", "avenue", "auditorium", "pavilion", "ballpark", "dam", "tunnel", "monument", "cemetery", "winery", "vineyards")

// amongCountries reports whether r is a line of a list of countries.
func (w *work) amongCountries(text string, r run) bool {
	if end := int(w.toks[r.to-1].end); end < len(text) && classes[text[end]] != newline && text[end] != '\r' {
		return false
	}
	n, line := 0, w.toks[r.from].line
	for i := r.from - 1; i >= 0 && i >= r.from-6 && w.toks[i].line >= line-2; i-- {
		if w.toks[i].line < line && w.toks[i].flags&countryWord != 0 {
			n++
		}
	}
	for i := r.to; i < len(w.toks) && i < r.to+6 && w.toks[i].line <= line+2; i++ {
		if w.toks[i].line > line && w.toks[i].flags&countryWord != 0 {
			n++
		}
	}
	return n >= 2
}

// joined are what stands behind the name of a company's founder.
var joined = hashSet("associates", "assoc", "sons", "son", "bros", "brothers", "daughters", "company", "co", "partners")

// incorporated are the legal forms of companies.
var incorporated = hashSet("inc", "llc", "llp", "ltd", "pllc", "corp", "co", "plc", "gmbh")

// streetBehind reports whether the word for a street stands behind r: "Isaac Lodge Street".
func (w *work) streetBehind(text string, r run) bool {
	if r.to >= len(w.toks) || text[w.toks[r.to-1].end:w.toks[r.to].start] != " " {
		return false
	}
	t := &w.toks[r.to]
	return t.flags&streetSuffix != 0 && t.capital() && t.flags&neverName != 0 && t.hash != hashIs
}

// placeAfter reports whether r is the town in "NAME from TOWN".
func (w *work) placeAfter(text string, r run, last int) bool {
	return last > 0 && r.from == last+1 && hashFrom.has(w.toks[last].hash)
}

// ownCompany reports whether the words of r, put together, are the name in a
// mail domain of the company or begin it: "Heron Creek" of heroncreek.example.
func (w *work) ownCompany(text string, r run) bool {
	if len(w.companies) == 0 || r.to-r.from < 2 {
		return false
	}
	w.buf = w.buf[:0]
	for i := r.from; i < r.to; i++ {
		w.buf = append(w.buf, strings.ToLower(text[w.toks[i].start:w.toks[i].end])...)
		for _, c := range w.companies {
			if i > r.from && (c == string(w.buf) || i == r.to-1 && strings.HasPrefix(c, string(w.buf))) {
				return true
			}
		}
	}
	return false
}

// noPerson reports whether an article stands before r, as before the name of a
// company, or "in" or "at", as before that of a place, unless r owns something.
func (w *work) noPerson(text string, r run) bool {
	if r.from == 0 || text[w.toks[r.from-1].end:w.toks[r.from].start] != " " {
		return false
	}
	switch w.toks[r.from-1].hash {
	case hashThe:
		return true
	case hashDer, hashDem, hashDen, hashDes:
		return w.toks[r.from-1].kind == lowword && w.toks[r.from].flags&listGiven == 0
	case hashIn, hashAt:
		if t := &w.toks[r.from]; r.from > 1 && facing.has(w.toks[r.from-2].hash) || r.to-r.from == 1 && t.flags&mainlyGiven != 0 && t.flags.given() == 3 && t.flags&(cityWord|countryWord|stateWord) == 0 {
			return false
		}
		if p := int(w.toks[r.from-1].start); p > 0 && text[p-1] == '-' {
			return false // a walk-in
		}
		end := int(w.toks[r.to-1].end)
		return !strings.HasPrefix(text[end:], "'s") && !strings.HasPrefix(text[end:], "’s")
	}
	return false
}

// facing are verbs and adjectives whose "at" takes a person.
var facing = hashSet("shouted", "shouts", "shout", "yelled", "yells", "yell", "looked", "looks", "look", "smiled", "smiles", "laughed", "laughs", "laugh", "stared", "glared", "screamed", "swore", "mad", "angry", "waved", "pointed", "winked", "barked")

var hashDem, hashDen, hashDes = hashWord("dem"), hashWord("den"), hashWord("des")

var hashThe, hashIn, hashAt, hashIs = hashWord("the"), hashWord("in"), hashWord("at"), hashWord("is")

var hashFrom = hashSet("from", "in", "of", "de", "at", "near")

// foreign reports whether the words first to last, none of which the lists
// settle, are a name from abroad inside a sentence.
func (w *work) foreign(text string, first, last, s int) bool {
	if !w.inside(text, run{first, last + 1}) || placing.has(w.toks[first-1].hash) && !strings.HasPrefix(text[w.toks[last].end:], "'s ") {
		return false
	}
	if p := &w.toks[first-1]; p.flags&inDictionary == 0 && p.end-p.start > 2 || last+1 < len(w.toks) && w.toks[last+1].kind == number && text[w.toks[last].end] == ' ' {
		return false
	}
	a, z := &w.toks[first], &w.toks[last]
	if !unlisted(a) && a.flags.given() == 0 || !unlisted(z) && s == 0 {
		return false
	}
	return s > 0 || a.flags.given() > 0 || last-first == 2 && w.toks[first+1].end-w.toks[first+1].start == 1 || accented(text, a) || accented(text, z)
}

var (
	// articles begin no name, though somebody may be called so.
	articles = hashSet("der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "einem", "einer", "kein", "keine", "mein", "meine", "ihr", "ihre", "sein", "seine", "vom", "zum", "zur", "im", "am", "les", "un", "une", "il", "gli", "el", "los", "las", "una", "os", "um", "uma", "ye")
	// ways stand before the name of a street in other languages than English.
	ways = hashSet("rua", "rue", "via", "calle", "avenida", "travessa", "quai", "strasse", "piazza", "praca", "corso", "ulica", "paseo", "carrera", "rambla", "platz", "vicolo", "viale", "largo", "chemin", "impasse", "plaza", "camino", "calzada")
)

// placing are words behind which a place stands more often than a person.
var placing = hashSet("from", "on", "in", "at", "near", "of", "the", "into", "via", "through", "across", "between", "visit", "visited", "rue", "rua", "calle", "del", "der", "die", "das")
