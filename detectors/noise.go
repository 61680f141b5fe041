package detectors

// readAs maps the letters that an optical reader, or a hasty hand, gives
// for a digit, to that digit; digits stand for themselves.
var readAs = func() (t [256]byte) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	for d, letters := range map[byte]string{'0': "OoQD", '1': "Il", '2': "Zz", '5': "Ss", '6': "G", '8': "B"} {
		for i := range letters {
			t[letters[i]] = d
		}
	}
	return t
}()

// maxNoisy is the length of the longest number that is read with letters in it.
const maxNoisy = 30

// noisy reads the numbers behind labels that have found no value, where letters
// stand for some of their digits: "SSN: 899-9O-l234".
func (w *work) noisy(text string) {
	for k := range w.marks {
		m := &w.marks[k]
		if m.used != 0 || !noisyElements.has(m.role.element()) || m.role < roleElement {
			continue
		}
		p := int(m.end)
		for p < len(text) && p < int(m.end)+5 && (text[p] == ' ' || text[p] == ':' || text[p] == '#' || text[p] == '.' || text[p] == '=' || text[p] == '\t') {
			p++
		}
		if p == int(m.end) || p >= len(text) || readAs[text[p]] == 0 {
			continue
		}
		w.noisyNumber(text, p, m)
	}
}

const noisyElements = set(1<<Phone | 1<<AccountNumber | 1<<SSN | 1<<PaymentCard | 1<<IMEI | 1<<ICCID | 1<<RoutingNumber)

// noisyNumber takes the number at byte p for the label m, if read with digits for
// letters it is one.
func (w *work) noisyNumber(text string, p int, m *use) {
	var buf [maxNoisy]byte
	d, end, letters := readNoisy(text, p, buf[:0])
	if letters == 0 || letters*2 > len(d) {
		return
	}
	e := m.role.element()
	for i := range w.numerals {
		n := &w.numerals[i]
		if n.Element != e || !n.fitsCell(string(d)) {
			continue
		}
		f := Finding{Element: e, Start: p, End: end, Value: string(d), Confidence: .8, Why: n.Why + "; label; letters read as digits"}
		if e == Phone {
			f.Value = e164(f.Value)
		}
		f.Reserved = n.Reserved != nil && n.Reserved(string(d))
		w.add(f)
		w.take(p, end)
		m.used = int32(w.tokenAt(end))
		return
	}
}

// readNoisy appends the digits that the groups at byte p are read as to d, and returns
// where the groups end and how many of the digits are letters. Each group has a digit.
func readNoisy(text string, p int, d []byte) (digits []byte, end, letters int) {
	end = p
	for p < len(text) && len(d) < cap(d) {
		from, real := len(d), 0
		for p < len(text) && readAs[text[p]] != 0 && len(d) < cap(d) {
			d = append(d, readAs[text[p]])
			if classes[text[p]] == digit {
				real++
			}
			p++
		}
		if real == 0 || p < len(text) && wordByte(text[p]) {
			return d[:from], end, letters
		}
		letters += len(d) - from - real
		end = p
		if p+1 >= len(text) || text[p] != ' ' && text[p] != '-' && text[p] != '.' || readAs[text[p+1]] == 0 {
			break
		}
		p++
	}
	return d, end, letters
}

// noisyCard takes a card number around the word in token i, which stands close to
// digits, if its check digit settles that letters in it stand for digits.
func (w *work) noisyCard(text string, i int) {
	t := &w.toks[i]
	for p := t.start; p < t.end; p++ {
		if readAs[text[p]] == 0 {
			return
		}
	}
	s := int(t.start)
	for s > 0 && int(t.start)-s < 20 && (readAs[text[s-1]] != 0 || s > 1 && (text[s-1] == ' ' || text[s-1] == '-') && readAs[text[s-2]] != 0) {
		s--
	}
	out := w.found()
	if s > 0 && wordByte(text[s-1]) || len(out) > 0 && out[len(out)-1].End > s {
		return
	}
	var buf [maxNoisy]byte
	d, end, letters := readNoisy(text, s, buf[:0])
	if letters == 0 || letters > 3 || len(d) < 15 || len(d) > 16 || end < int(t.end) || !card(string(d)) {
		return
	}
	w.add(Finding{Element: PaymentCard, Start: s, End: end, Value: string(d), Confidence: .7, Reserved: testCard(string(d)), Why: "issuer range and check digit; letters read as digits"})
	w.take(s, end)
}
