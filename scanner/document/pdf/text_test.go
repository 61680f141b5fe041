package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// TestOperators shows text with each operator.
func TestOperators(t *testing.T) {
	for _, tt := range []struct{ name, content, want string }{
		{"next line", "BT /F 10 Tf 12 TL 72 700 Td (a) Tj T* (b) Tj (c) ' 0 0 (d) \" ET", "a\nb\nc\nd"},
		{"leading of TD", "BT /F 10 Tf 72 700 TD (a) Tj 0 -14 TD (b) Tj T* (c) Tj ET", "a\nb\nc"},
		{"word spacing", "BT /F 10 Tf 30 Tw 72 700 Td (a b) Tj ET", "a\tb"},
		{"scaling", "BT /F 10 Tf 500 Tz 72 700 Td (ab) Tj (c) Tj ET", "abc"},
		{"rise", "BT /F 10 Tf 72 700 Td (a) Tj 3 Ts (b) Tj ET", "ab"},
		{"matrix", "2 0 0 2 0 0 cm BT /F 5 Tf 1 0 0 1 36 350 Tm (a) Tj ET", "a"},
		{"states", "q 1 0 0 1 0 12 cm " + at(72, 688, "a") + "Q " + at(72, 688, "b"), "a\nb"},
		{"font kept in a state", "/F 10 Tf q /F 1 Tf Q BT 72 700 Td [(a) -400 (b)] TJ ET", "a b"},
		{"graphics state without a font", "/F 10 Tf /Nope gs BT 72 700 Td (a) Tj ET", "a"},
		{"strings", `BT /F 10 Tf 72 700 Td (a\)b\
c\041) Tj <64 6> Tj ET`, "a)bc!d`"},
		{"operators of later versions", "BX 1 2 3 foo /x bar << /a [1] >> baz EX " + at(72, 700, "a"), "a"},
		{"values that are no operands", "true false null " + at(72, 700, "a"), "a"},
		{"unbalanced states", "Q Q q q " + at(72, 700, "a"), "a"},
		{"inline image", "BI /W 2 /H 2 /BPC 8 /CS /G ID \x00EI\xff EI " + at(72, 700, "a"), "a"},
		{"inline image that is coded", "BI /W 2 /H 2 /F /AHx ID 00ff00ff> EI " + at(72, 700, "a"), "a"},
		{"actual text", "/Span <</ActualText (Jane Roe)>> BDC " + at(72, 700, "J R") + "EMC " + at(150, 700, "1"), "Jane Roe\t1"},
		{"actual text that is empty", at(72, 700, "a") + "/Span <</ActualText ()>> BDC " + at(77.6, 700, "-") + "EMC " + at(72, 688, "b"), "a\nb"},
		{"marked content that does not end", "/Span <</ActualText (yes)>> BDC " + at(72, 700, "no"), "yes"},
		{"several content marks", "/P BMC /Span <</ActualText (x)>> BDC " + at(72, 700, "no") + "EMC EMC EMC", "x"},
		{"nothing at all is finite", "1000000000 0 0 99999999999999999999999 0 0 cm 99999999999999999999999 0 0 1 0 0 cm " + at(72, 700, "a"), "a"},
		{"no size", "BT /F 0 Tf 72 700 Td (ab) Tj ET", "ab"},
	} {
		check(t, tt.name, onePage(tt.content), tt.want, "")
	}
}

// TestForms draws form XObjects.
func TestForms(t *testing.T) {
	b := newBuilder()
	inner := b.stream("/Subtype/Form/Matrix[1 0 0 1 0 -12]", at(72, 700, "inner"))
	outer := b.stream(fmt.Sprintf("/Subtype/Form/Resources<</Font<</F 3 0 R>>/XObject<</I %d 0 R>>>>", inner), at(72, 700, "outer")+"/I Do")
	b.more = fmt.Sprintf("/XObject<</O %d 0 R>>", outer)
	b.page("q /O Do Q 1 0 0 1 0 -30 cm /O Do /Nope Do", "")
	b.page("/O Do", "")
	check(t, "forms", b.bytes(), "outer\ninner\n\nouter\ninner\n¶outer\ninner",
		"corrupt: 1 forms or images are drawn and are not there; first on page 1")
}

// TestExtras reads what stands beside the pages.
func TestExtras(t *testing.T) {
	b := newBuilder()
	b.trailer = fmt.Sprintf("/Info %d 0 R", b.add("<</Title(Bill \\(copy\\))/Author<FEFF004A006F>/Producer(x)/Client#20Name(Jane Doe)/Made(D:2024)>>"))
	first := len(b.objects) + 1
	b.add(fmt.Sprintf("<</Title(Chapter 1)/First %d 0 R/Next %d 0 R>>", first+1, first+2))
	b.add("<</Title(Part 1.1)>>")
	b.add(fmt.Sprintf("<</Title(Chapter 2)/Next %d 0 R>>", first))
	outlines := b.add(fmt.Sprintf("<</First %d 0 R>>", first))
	field := b.add("<</T(ssn)/TU(Social security number)/FT/Tx/V(078-05-1120)/Subtype/Widget/Rect[200 690 400 705]>>")
	parent := len(b.objects) + 2
	radio := b.add(fmt.Sprintf("<</Subtype/Widget/Parent %d 0 R/AS/Off/Rect[0 0 1 1]>>", parent))
	b.add(fmt.Sprintf("<</T(plan)/FT/Btn/V/Prepaid/Kids[%d 0 R]>>", radio))
	hidden := b.add("<</T(pin)/FT/Tx/V(1234)>>")
	choice := b.add("<</T(debtor)/FT/Ch/V(Jane)/Opt[(Jane)[(1)(John Roe)](Al)]>>")
	file := b.stream("/Type/EmbeddedFile", "12345")
	names := b.add(fmt.Sprintf("<</Names[(a.txt)<</EF<</F %d 0 R>>>>(again)<</EF<</F %d 0 R>>>>]>>", file, file))
	b.objects[0] = fmt.Sprintf("<</Type/Catalog/Pages 2 0 R/Outlines %d 0 R/AcroForm<</Fields[%d 0 R %d 0 R %d 0 R %d 0 R]>>/Names<</EmbeddedFiles %d 0 R>>>>",
		outlines, field, parent, hidden, choice, names)
	appearance := b.stream("/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F 3 0 R>>>>", at(2, 5, "stamp"))
	link := "<</Subtype/Link/A<</S/URI/URI(%s)>>>>"
	annots := fmt.Sprintf("/Annots[%d 0 R %d 0 R <</Subtype/Text/Contents(A note\rof two lines)>>", field, radio) +
		fmt.Sprintf(link, "mailto:jane%40example.com?subject=x") + fmt.Sprintf(link, "MAILTO:shown@example.com") +
		fmt.Sprintf(link, "tel:+1-937-555-0100") + fmt.Sprintf(link, "https://example.com/x") +
		fmt.Sprintf("<</Subtype/Stamp/Rect[72 600 172 620]/AP<</N %d 0 R>>>>]", appearance)
	b.page(at(72, 695, "SSN:")+at(72, 650, "Write to Shown@example.com or (937) 555-0100"), annots)
	check(t, "extras", b.bytes(), "Title: Bill (copy)\nAuthor: Jo\nClient Name: Jane Doe\nChapter 1\nPart 1.1\nChapter 2\npin\t1234\ndebtor\tJane\nJohn Roe, Al\n\n"+
		"SSN:\t078-05-1120\n\nWrite to Shown@example.com or (937) 555-0100\n\nstamp\n\n"+
		"Social security number\t078-05-1120\nplan\tPrepaid\nA note\nof two lines\n<jane@example.com>",
		"")
}

// TestXFA reads the values of an XFA form.
func TestXFA(t *testing.T) {
	b := newBuilder()
	data := b.stream("", "<xfa:datasets xmlns:xfa=\"x\"><xfa:data><form1><Name>Jane &amp; Jo</Name><Empty/><Zip>45402</Zip></form1></xfa:data></xfa:datasets>")
	b.objects[0] = fmt.Sprintf("<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA[(template)null(datasets)%d 0 R]>>>>", data)
	b.page(at(72, 700, "Please wait"), "")
	check(t, "XFA", b.bytes(), "Name\tJane & Jo\nZip\t45402\n\nPlease wait", "")
}

// TestImages tells pages that show images or drawings only.
func TestImages(t *testing.T) {
	image := func(b *builder) string {
		return fmt.Sprintf("/XObject<</I %d 0 R/S %d 0 R>>", b.stream("/Subtype/Image/Width 600/Height 800/Filter/DCTDecode", "x"), b.stream("/Subtype/Image/Width 1/Height 1", "x"))
	}
	const scan, spacer, inline = "/I Do", "/S Do", "BI /W 100 /H 100 /F /DCT ID x\x80 EI"
	drawing := strings.Repeat("1 2 m 3 4 l 5 6 l f ", 300)
	for _, tt := range []struct {
		pages    []string
		problems string
	}{
		{[]string{"", ""}, ""},
		{[]string{spacer}, ""},
		{[]string{scan}, "needs-ocr: page 1 of 1 shows images without text"},
		{[]string{inline}, "needs-ocr: page 1 of 1 shows images without text"},
		{[]string{scan + " " + at(72, 700, "text")}, ""},
		{[]string{scan, scan, scan, at(72, 700, "text"), scan}, "needs-ocr: pages 1-3, 5 of 5 are images without text"},
		{[]string{"q Q", drawing}, "needs-ocr: page 2 of 2 shows drawings without text"},
	} {
		b := newBuilder()
		b.more = image(b)
		for _, p := range tt.pages {
			b.page(p, "")
		}
		_, problems := Text(b.bytes())
		if got := told(problems); got != tt.problems {
			t.Errorf("%q: got %s, want %s", tt.pages, got, tt.problems)
		}
	}
}

// TestPages wants the places of pages, with those that are empty.
func TestPages(t *testing.T) {
	b := newBuilder()
	for _, s := range []string{"one", "", "three", ""} {
		b.page(at(72, 700, s), "")
	}
	b.trailer = "/Info<</Title(x)>>"
	text, _ := Text(b.bytes())
	if want := "Title: x\n\none\nthree\n"; text.Data != want {
		t.Errorf("got %q, want %q", text.Data, want)
	}
	if got := fmt.Sprint(text.Pages); got != "[10 14 14 20]" {
		t.Errorf("pages at %s", got)
	}
}
