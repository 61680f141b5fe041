package document

import "fmt"

// A TroubleKind is a kind of trouble that a reader can have with a file: the
// reason as exceptions name it, and what is wrong; %d is the number of places.
type TroubleKind = struct{ Reason, Detail string }

// Troubles counts the places of each kind of trouble and keeps the first. The
// kinds are numbers from 0 on, as the reader of a format gives them.
type Troubles struct {
	places []struct{ n, line int }
}

// Trouble notes one more of its kind, in no line.
func (t *Troubles) Trouble(kind int) { t.TroubleAt(kind, 0) }

// TroubleAt notes one more of its kind at line, which may be the number of a
// row; 0: there is none.
func (t *Troubles) TroubleAt(kind, line int) {
	for len(t.places) <= kind {
		t.places = append(t.places, struct{ n, line int }{})
	}
	if t.places[kind].n == 0 {
		t.places[kind].line = line
	}
	t.places[kind].n++
}

// Told returns what there is to say, in the order of the kinds.
func (t *Troubles) Told(kinds []TroubleKind) []Problem {
	var out []Problem
	for kind, p := range t.places {
		if p.n > 0 {
			k := kinds[kind]
			out = append(out, Problem{Reason: k.Reason, Detail: fmt.Sprintf(k.Detail, p.n), Line: p.line})
		}
	}
	return out
}
