package detectors

import "slices"

// owedWords are in labels that a bill has; what "payment", "charge" and
// "amount" label may be a price, a wage or an offer as well.
var owedWords = hashSet("balance", "bal", "due", "owes", "owed", "owe", "owing", "outstanding", "arrears", "invoice", "bill", "billed", "dispute", "disputed", "disputes", "statement", "unpaid", "autopay", "late",
	"saldo", "adeudo", "adeuda", "adeudado", "debe", "deuda", "factura", "facturaron", "facturado", "vencido", "pendiente")

// charge notes the amount at byte start, which label m has: unless it says that
// somebody is billed, or the customers are known, the rest of the text decides.
func (w *work) charge(m *use, start int) {
	if !w.customers && !w.owed(m) {
		w.charges = append(w.charges, start)
	}
}

// owed reports whether the label m says that somebody is billed.
func (w *work) owed(m *use) bool {
	for t := int(m.from); t < int(m.to); t++ {
		if owedWords.has(w.toks[t].hash) {
			return true
		}
	}
	return false
}

// strangers are the elements that any message may have, a customer's or not.
const strangers = 1<<Name | 1<<PostalAddress | 1<<Place | 1<<Phone | 1<<Email | 1<<IPAddress | 1<<Username | 1<<Password

// settleCharges drops the amounts of w.charges from the findings of a text that
// has nothing else of a customer.
func (w *work) settleCharges(found []Finding) []Finding {
	charge := func(f *Finding) bool {
		_, ok := slices.BinarySearch(w.charges, f.Start)
		return ok && f.Element == Billing
	}
	for i := range found {
		if f := &found[i]; !set(strangers).has(f.Element) && !charge(f) {
			return found
		}
	}
	return slices.DeleteFunc(found, func(f Finding) bool { return charge(&f) })
}
