package main

import (
	"exposed/detectors"
	"exposed/index"
	"exposed/index/person"
	"exposed/scanner"
)

// matcher returns the function that says who a record speaks of.
func matcher(lists *person.Lists) index.MatchFunc {
	return func(it *scanner.Item, r *scanner.Record) person.Match { return lists.Match(facts(it, r)) }
}

// facts returns what the findings of r tell about a person.
func facts(it *scanner.Item, r *scanner.Record) person.Facts {
	var f person.Facts
	for _, i := range r.Findings {
		x := &it.Findings[i]
		if x.Reserved {
			continue
		}
		if x.Partial {
			if x.Element == detectors.Name {
				f.Partial = append(f.Partial, x.Value)
			}
			continue
		}
		switch x.Element {
		case detectors.Name:
			f.Names = append(f.Names, x.Value)
		case detectors.Phone:
			f.Phones = append(f.Phones, x.Value)
		case detectors.Email:
			f.Emails = append(f.Emails, x.Value)
		case detectors.AccountNumber:
			f.Accounts = append(f.Accounts, x.Value)
		case detectors.PostalAddress:
			f.Addresses = append(f.Addresses, x.Value)
		case detectors.BillingZIP:
			f.ZIPs = append(f.ZIPs, x.Value)
		case detectors.SSN, detectors.ITIN, detectors.PaymentCard, detectors.IMEI:
			f.Primary = append(f.Primary, x.Element.String()+":"+x.Value)
		}
	}
	return f
}
