package report

import (
	"strings"
	"time"

	"exposed/detectors"
)

// noticeHeads are the columns of the notification list, before those of the
// elements that were found and behind them. What nobody knows yet is empty:
// the mail house and counsel fill it in.
var (
	noticeHeads = []string{"person_id", "notice_version", "kind", "master_id", "match_basis", "given_name", "middle_name", "family_name", "suffix", "date_of_birth", "minor", "deceased",
		"address_1", "address_2", "city", "state", "zip", "zip4", "country", "language", "email", "phones", "contact_from", "residency_state", "residency_basis", "confidence", "tier"}
	noticeTail   = []string{"accounts", "first_seen", "last_seen", "n_docs", "doc_ids", "conflict"}
	noticeWidths = []float64{34, 14, 11, 16, 20, 16, 14, 18, 8, 14, 7, 9, 28, 16, 18, 8, 9, 8, 9, 9, 28, 22, 14, 10, 16, 11, 6}
)

// notices writes the notification list: a row for each person.
func (b *workbook) notices() error {
	found, _ := b.found()
	heads := append([]string{}, noticeHeads...)
	for _, e := range found {
		heads = append(heads, e.String())
	}
	return b.write(&table{name: "Notification list", heads: append(heads, noticeTail...), widths: noticeWidths, frozen: 1, rows: func(row func([]any) error) error {
		for _, s := range b.People {
			if err := row(b.notice(s, found)); err != nil {
				return err
			}
		}
		return nil
	}})
}

// notice returns the row of a person.
func (b *workbook) notice(s *subject, found []detectors.Element) []any {
	c := &s.Contact
	zip, zip4 := cutZIP(c.ZIP)
	from := "evidence"
	if s.Listed {
		from = s.Kind + " list"
	}
	cells := []any{
		s.ID, "", s.Kind, masterID(s), basis(s), b.shown(detectors.Name, c.Given), b.shown(detectors.Name, c.Middle), b.shown(detectors.Name, c.Family), c.Suffix,
		b.shown(detectors.DateOfBirth, s.Born), minor(s.Born, b.Last), "", b.shown(detectors.PostalAddress, c.Address1), b.shown(detectors.PostalAddress, c.Address2), b.shown(detectors.Place, c.City), c.State,
		b.shown(detectors.BillingZIP, zip), b.shown(detectors.BillingZIP, zip4), "", "", b.several(detectors.Email, c.Emails), b.several(detectors.Phone, c.Phones), from,
		s.Residency, s.ResidencyBasis, confidence(s), 1,
	}
	var has [detectors.Elements]bool
	for _, e := range s.Elements {
		has[e] = true
	}
	for _, e := range found {
		cells = append(cells, yes(has[e]))
	}
	docs := strings.Join(s.Docs, "; ")
	if more := s.Items - len(s.Docs); more > 0 {
		docs += "; and " + count(more) + " more"
	}
	return append(cells, b.several(detectors.AccountNumber, s.Accounts), dayCell(s.First), dayCell(s.Last), s.Items, docs, yes(s.Conflict))
}

// masterID returns the ids of a person on the lists. They identify nobody to
// who has no list.
func masterID(s *subject) string {
	return strings.Trim(s.CustomerID+"; "+s.EmployeeID, "; ")
}

// basis says what a person is known by.
func basis(s *subject) string {
	switch {
	case s.CustomerID != "" && s.EmployeeID != "":
		return "customer and employee list"
	case s.CustomerID != "":
		return "customer list"
	case s.EmployeeID != "":
		return "employee list"
	}
	return "evidence alone"
}

// confidence returns how sure the surest finding of a person is, in hundredths.
func confidence(s *subject) float64 {
	var best float32
	for e := range s.cited {
		best = max(best, s.cited[e].confidence)
	}
	return float64(int(best*100+.5)) / 100
}

// minor says whether who was born on a day is under 18 on the day of the last
// message; "" if it is not known.
func minor(born string, last time.Time) string {
	day, err := time.Parse(time.DateOnly, born)
	if err != nil || last.IsZero() {
		return ""
	}
	return yes(day.AddDate(18, 0, 0).After(last))
}

// cutZIP cuts a ZIP+4 (USPS Publication 28, 2.3).
func cutZIP(s string) (zip, plus4 string) {
	zip, plus4, _ = strings.Cut(s, "-")
	if len(zip) == 9 && plus4 == "" {
		return zip[:5], zip[5:]
	}
	return zip, plus4
}

func yes(on bool) string {
	if on {
		return "Y"
	}
	return "N"
}

// several returns values in one cell.
func (f *facts) several(e detectors.Element, values []string) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = f.shown(e, v)
	}
	return strings.Join(list, "; ")
}

// matrix writes who is exposed with what: in how many items.
func (b *workbook) matrix() error {
	found, _ := b.found()
	heads := []string{"person_id", "name", "kind", "elements"}
	widths := []float64{34, 24, 11, 9}
	for _, e := range found {
		heads, widths = append(heads, title(e)), append(widths, 12)
	}
	return b.write(&table{name: "Matrix", heads: heads, widths: widths, frozen: 2, rows: func(row func([]any) error) error {
		for _, s := range b.People {
			cells := []any{s.ID, b.shown(detectors.Name, s.Name), s.Kind, len(s.Elements)}
			for _, e := range found {
				var n any
				if k := s.cited[e].items; k > 0 {
					n = k
				}
				cells = append(cells, n)
			}
			if err := row(cells); err != nil {
				return err
			}
		}
		return nil
	}})
}

// citations writes where each element of a person is best seen.
func (b *workbook) citations() error {
	return b.write(&table{name: "Citations", heads: []string{"person_id", "element", "items", "confidence", "surest place"}, widths: []float64{34, 22, 9, 11, 80}, frozen: 1, rows: func(row func([]any) error) error {
		for _, s := range b.People {
			for _, e := range s.Elements {
				c := &s.cited[e]
				if err := row([]any{s.ID, e.String(), c.items, float64(int(c.confidence*100+.5)) / 100, c.locator}); err != nil {
					return err
				}
			}
		}
		return nil
	}})
}
