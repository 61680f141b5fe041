package scanner
import ("testing";"fmt")
func TestProbe2(t *testing.T) {
	s := New(Config{Detect: testCase()})
	for _, b := range []string{
		inside+"Subject: x\n\nMarisol Vega, account 40718826, wants a call on 360-555-0101.\n",
		inside+"Subject: x\n\nMarisol Vega is on account 40718826 and wants a call on 360-555-0101.\n",
		inside+"Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nsee list\n--b\nContent-Type: text/csv; name=list.csv\nContent-Disposition: attachment; filename=list.csv\n\nName,Account,Phone\nMarisol Vega,40718826,360-555-0101\nCalvin Brooks,40718835,360-555-0144\n--b--\n",
		inside+"Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nsee list\n--b\nContent-Type: text/csv; name=list.csv\nContent-Disposition: attachment; filename=list.csv\n\nName,Account Number,Phone Number\nMarisol Vega,40718826,360-555-0101\nCalvin Brooks,40718835,360-555-0144\n--b--\n",
	} {
		for _, it := range parse(s, b) {
			fmt.Println(it.Kind, it.Inner, len(it.Text.Rows))
			for _, f := range it.Findings { fmt.Printf("  %v %q row %d %s\n", f.Element, f.Text(it.Text.Data), f.Row, f.Why) }
			fmt.Println(it.Records)
		}
	}
}
