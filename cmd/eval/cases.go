package main

import (
	"encoding/json"

	"exposed/detectors"
)

// caseElements are the recognizers of Presidio, by their test files, that find
// elements of ours.
var caseElements = map[string]detectors.Element{
	"test_aba_routing_recognizer.py":       detectors.RoutingNumber,
	"test_credit_card_recognizer.py":       detectors.PaymentCard,
	"test_email_recognizer.py":             detectors.Email,
	"test_iban_recognizer.py":              detectors.IBAN,
	"test_ip_recognizer.py":                detectors.IPAddress,
	"test_phone_recognizer.py":             detectors.Phone,
	"test_us_bank_recognizer.py":           detectors.BankAccount,
	"test_us_driver_license_recognizer.py": detectors.DriversLicense,
	"test_us_itin_recognizer.py":           detectors.ITIN,
	"test_us_mbi_recognizer.py":            detectors.HealthID,
	"test_us_passport_recognizer.py":       detectors.Passport,
	"test_us_ssn_recognizer.py":            detectors.SSN,
}

// presidioCases reads the rows of the recognizer tests of microsoft/presidio:
// a text, the number of findings, and their places where the row gives them.
// Many of its texts are a bare number that Presidio reports with a score near 0.
func presidioCases(data string) ([]set, error) {
	paths, err := files(data, []string{"presidio", "pii-presidio-cases"}, "*.jsonl")
	if err != nil {
		return nil, err
	}
	byElement := map[detectors.Element]*set{}
	var order []*set
	err = lines(paths[0], func(line string) error {
		var x struct {
			File   string          `json:"file"`
			Values json.RawMessage `json:"values"` // of some tests that are not about texts, no list
		}
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			return err
		}
		e := caseElements[x.File]
		smp, ok := caseSample(x.Values, e)
		if e == detectors.None || !ok {
			return nil
		}
		if byElement[e] == nil {
			byElement[e] = &set{name: "presidio tests", knows: []detectors.Element{e}}
			order = append(order, byElement[e])
		}
		byElement[e].samples = append(byElement[e].samples, smp)
		return nil
	})
	var sets []set
	for _, s := range order {
		sets = append(sets, *s)
	}
	return sets, err
}

// caseSample returns the sample of a row that begins with a text, a number of
// findings and their places.
func caseSample(row json.RawMessage, e detectors.Element) (s sample, ok bool) {
	var n int
	var values []json.RawMessage
	if json.Unmarshal(row, &values) != nil || len(values) < 2 || json.Unmarshal(values[0], &s.text) != nil || json.Unmarshal(values[1], &n) != nil {
		return s, false
	}
	if n == 0 {
		return s, true
	}
	var at [][2]int
	var single [2]int
	if len(values) > 2 && json.Unmarshal(values[2], &at) != nil {
		if json.Unmarshal(values[2], &single) != nil {
			return s, false
		}
		at = [][2]int{single}
	}
	if len(at) != n {
		return s, false
	}
	for _, a := range at {
		s.marks = append(s.marks, mark{e, byteAt(s.text, a[0]), byteAt(s.text, a[1])})
	}
	return s, true
}
