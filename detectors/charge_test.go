package detectors

import "testing"

// Where no customers are known, what is paid or charged is a customer's only if the text has more of one.
var chargeTests = []string{
	"We received your payment of $60.10.",
	"your payment of «$60.10» on account 812-000-417",
	"He was charged «$60.10» twice, plan Simply Unlimited.",
	"Balance due «$60.10», last payment «$45.00»",
	"the first payment of $5,000.00 is ready, call 360-555-0142 or write to Robert Smith",
	"a handling charge of $5.93 will be applied",
	"He owes «$60.10».",
	"factura de «60.10 dólares», pago de «$20.00»",
	"pago de $20.00",
}

func TestCharges(t *testing.T) {
	wk := New(Settings{Plans: []string{"Simply Unlimited"}}).Worker()
	for _, text := range chargeTests {
		plain := unmark(text)
		if got := marked(plain, Billing, wk.Text(plain, nil, nil)); got != text {
			t.Errorf("got  %s\nwant %s", got, text)
		}
	}
}
