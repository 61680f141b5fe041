package detectors

import "strings"

// maxCallWords is how many words may stand between the time and the number of a call.
const maxCallWords = 4

// call takes the record of a call that begins with the date in tokens i to j:
// date, time and telephone number on one line. It is an addition to the number,
// which is found as such.
func (w *work) call(text string, i int, d day) {
	j := i + d.n
	for j < len(w.toks) && w.toks[j].kind != number && whereWords.has(w.toks[j].hash) {
		j++ // "at 10:15", "a las 10:15"
	}
	clock, k := w.clock(text, j, w.toks[i].line)
	if k == j {
		return
	}
	if w.callBefore(text, i, k, d.iso()+" "+clock) {
		return
	}
	for words := 0; k < len(w.toks) && w.toks[k].line == w.toks[i].line && words <= maxCallWords; k, words = k+1, words+1 {
		if w.toks[k].kind != number {
			continue
		}
		var c candidate
		w.candidate(text, k, &c)
		n := w.phoneAt(&c)
		if n == 0 {
			if c.lens[0] > 2 {
				return
			}
			continue
		}
		value, end := d.iso()+" "+clock+" "+e164(c.first(n)), int(w.toks[k+n-1].end)
		if to, until := w.calledNumber(text, k+n); to != "" {
			value, end = value+" "+to, until
		}
		w.add(Finding{Element: CallDetail, Start: int(w.toks[i].start), End: end, Confidence: .8, Why: "date, time and number of a call", Value: value})
		return
	}
}

// calledNumber returns the telephone number at token k, close behind the one that called,
// and where it ends.
func (w *work) calledNumber(text string, k int) (string, int) {
	if k < len(w.toks) && w.toks[k].kind != number && listWords.has(w.toks[k].hash) {
		k++
	}
	if k >= len(w.toks) || w.toks[k].kind != number || w.toks[k].line != w.toks[k-1].line || w.toks[k].start-w.toks[k-1].end > 4 {
		return "", 0
	}
	var c candidate
	w.candidate(text, k, &c)
	n := w.phoneAt(&c)
	if n == 0 {
		return "", 0
	}
	return e164(c.first(n)), int(w.toks[k+n-1].end)
}

// callBefore takes a call that is told before its date in token i and its time, which
// ends before token k: "Call from 617-555-0123 to 617-555-0145 on 03/12/2020 at 10:15".
func (w *work) callBefore(text string, i, k int, when string) bool {
	out := w.found()
	n := len(out)
	if n == 0 || out[n-1].Element != Phone {
		return false
	}
	to := out[n-1]
	t := w.tokenAt(to.Start)
	if w.toks[t].line != w.toks[i].line || i-w.tokenAt(to.End-1) > 4 {
		return false
	}
	value := when + " " + to.Value
	if n > 1 && out[n-2].Element == Phone && within(to.Start-out[n-2].End, 0, 8) {
		t = w.tokenAt(out[n-2].Start)
		value = when + " " + out[n-2].Value + " " + to.Value
	}
	first := t
	for first > 0 && t-first < 4 && w.toks[first].line == w.toks[i].line && !saidCall.has(w.toks[first].hash) {
		first--
	}
	if !saidCall.has(w.toks[first].hash) || w.toks[first].line != w.toks[i].line {
		return false
	}
	end := k
	if end+1 < len(w.toks) && w.toks[end].kind == number && w.toks[end].line == w.toks[i].line && callUnits.has(w.toks[end+1].hash) {
		end += 2
	}
	w.add(Finding{Element: CallDetail, Start: int(w.toks[first].start), End: int(w.toks[end-1].end), Confidence: .8, Why: "numbers, date and time of a call", Value: value})
	return true
}

var (
	saidCall  = hashSet("call", "calls", "called", "dialed", "dialled", "texted", "text", "sms", "llamada", "llamo", "outgoing", "incoming")
	callUnits = hashSet("min", "mins", "minutes", "minute", "sec", "secs", "seconds", "m", "s", "minutos")
)

// clock reads a time of day at token j and returns it as hh:mm and the token behind it.
func (w *work) clock(text string, j int, line int32) (string, int) {
	if j+1 >= len(w.toks) || w.toks[j].kind != number || w.toks[j+1].kind != number || w.toks[j+1].line != line {
		return "", j
	}
	h, m := &w.toks[j], &w.toks[j+1]
	if h.end-h.start > 2 || m.end-m.start != 2 || text[h.end:m.start] != ":" || !nearGap(text[w.toks[j-1].end:h.start]) && text[w.toks[j-1].end:h.start] != "\t" && text[w.toks[j-1].end:h.start] != "|" {
		return "", j
	}
	hour, k := atoi(text[h.start:h.end]), j+2
	if k < len(w.toks) && w.toks[k].kind == number && text[m.end:w.toks[k].start] == ":" {
		k++
	}
	if k < len(w.toks) && w.toks[k].line == line {
		switch half := strings.ToLower(text[w.toks[k].start:w.toks[k].end]); {
		case half == "pm" && hour < 12:
			hour += 12
			k++
		case half == "am" || half == "pm":
			k++
		}
	}
	return twoDigits(hour) + ":" + text[m.start:m.end], k
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10%10), byte('0' + n%10)}) }

// phoneAt returns the groups of c that are a telephone number with separators
// or of ten digits, or 0.
func (w *work) phoneAt(c *candidate) int {
	for _, f := range w.byLength[min(int(c.lens[0]), maxGroup)] {
		if f.d.Element == Phone {
			if n := f.match(c); n > 0 && f.d.passes(c, n) && w.clean(c, n) {
				return n
			}
		}
	}
	return 0
}
