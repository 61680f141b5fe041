package document

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// shared returns the folder of evidence next to the project, if it is there.
func shared(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("EXPOSED_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(root, name)); err != nil {
		t.Skipf("%s not present", name)
	}
	return filepath.Join(root, name)
}

var htmlTests = []struct{ in, want string }{
	{"", ""},
	{"plain text", "plain text"},
	{"<p>one</p><p>two</p>", "one\n\ntwo"},
	{"<p class=MsoNormal>John Smith</p><p class=\"MsoNormal\">1 Main St</p>", "John Smith\n1 Main St"},
	{"<p style='margin:0'>a</p><p style='margin-top: 0in'>b</p>", "a\nb"},
	{"<div>a</div><div><br></div><div>b<br></div>c", "a\n\nb\nc"},
	{"a<br>b<br/>c<BR><br><br>d", "a\nb\nc\n\nd"},
	{"<ul><li>a<li>b</ul>c", "a\nb\nc"},
	{"<h1>Bill</h1>due", "Bill\n\ndue"},
	{"a<hr>b", "a\n\nb"},

	// words and white space
	{"J<b>o</b>hn <i>Sm</i><font color=red>ith</font>", "John Smith"},
	{"<o:p>a</o:p>b<unknown>c</unknown>", "abc"},
	{"  a \n\t b  ", "a b"},
	{"<b>a </b> b", "a b"},
	{"a&nbsp;b &nbsp; c<p>&nbsp;</p>d", "a b   c\n\nd"},
	{"a\u00a0\u2009b", "a  b"},
	{"4111&shy;11\u200b11&zwnj;11&#8203;11\ufeff1111", "4111111111111111"},
	{"<pre>\na  b\n\n\n c\td\n</pre>e", "a  b\n\n\n c\td\n\ne"},
	{"<button>Go</button><button>On</button>", "Go On"},

	// references
	{"AT&amp;T &lt;x&gt; &copy;2020 &copy2020 &eacute; &notit; &unknown; &", "AT&T <x> ©2020 ©2020 é ¬it; &unknown; &"},
	{"&#65;&#x42;&#67 &#150; &#0; &#xD800; &#1114112; &#", "ABC – \uFFFD \uFFFD \uFFFD &#"},
	{"a&#10;b&#160;c", "a b c"},
	{"&CounterClockwiseContourIntegral;", "∳"},
	{"Tom & Jerry &c. a&b", "Tom & Jerry &c. a&b"},

	// what is no text, and what is none of a browser's business
	{"<script>var a='<p>';</script>a<style>b{}</style>c<!-- d -->e", "ace"},
	{"<SCRIPT lang=x>no</script language>yes", "yes"},
	{"<!doctype html><?xml x?><!>a<!-->b<!--->c", "abc"},
	{"<!--[if !mso]><!-->shown<!--<![endif]--><!--[if mso]>hidden<![endif]-->", "shown\nhidden"},
	{"a<!--[if (gte mso 9)|(IE)]><table><tr><td>Call&nbsp;<b>Ann</b><![endif]-->b<!--[if mso]></td></tr></table><![endif]-->c", "a\nCall Ann\nbc"},
	{"a<!--[if gte mso 9]><xml><o:PixelsPerInch>96</o:PixelsPerInch></xml><![endif]--><!--[if mso]><style>b{}</style><![endif]-->c", "ac"},
	{"a<!-- [if mso]>open", "aopen"},
	{"<![CDATA[a <b> c]]>d", "a <b> cd"},
	{"<span style='display:none'>hidden</span>", "hidden"},
	{"a<!-- never closed <b>SSN 219-09-9999</b>", "aSSN 219-09-9999"},
	{"<script>never closed SSN 219-09-9999", "never closed SSN 219-09-9999"},
	{"2 < 3 <4 a<b", "2 < 3 <4 a<b"},
	{"<a href=\"x>219-09-9999</a> end", "219-09-9999 end"},
	{"<img alt='a > b'>c", "a > b\nc"},
	{"John <jdoe@example.com> wrote", "John <jdoe@example.com> wrote"},

	// attributes that are text
	{"<head><title>Your bill</title></head><body>Hi", "Your bill\nHi"},
	{"see <img src=x alt='Acct 123' title=\"A&amp;B\"> here", "see\nAcct 123\nA&B\nhere"},
	{"<input type=text value='4111 1111 1111 1111' placeholder=\"Card\">", "4111 1111 1111 1111\nCard"},
	{"<input/value=a><img alt=''>b", "a\nb"},
	{"<a href='mailto:jdoe@example.com?subject=x'>John</a>.", "John <jdoe@example.com>."},
	{"<a href='mailto:jdoe@example.com'>JDoe@Example.com</a>", "JDoe@Example.com"},
	{"<a href=mailto:j%64oe@example.com>John", "John <jdoe@example.com>"},
	{"<a href='tel:+12025550123'>(202) 555-0123</a>", "(202) 555-0123"},
	{"<a href='tel:+12025550123'>Call</a> us", "Call <+12025550123> us"},
	{"<a href='https://example.com'>site</a>", "site"},

	// quotes
	{"yes<blockquote>a<br>b<blockquote>c</blockquote>d</blockquote>no", "yes\n\n> a\n> b\n\n> > c\n\n> d\n\nno"},
	{"</blockquote>a", "a"},
	{strings.Repeat("<blockquote>", 50) + "a", strings.Repeat("> ", 20) + "a"},
}

func TestHTML(t *testing.T) {
	for _, tt := range htmlTests {
		if got := HTML(tt.in).Data; got != tt.want {
			t.Errorf("%s\ngot  %q\nwant %q", tt.in, got, tt.want)
		}
	}
}

// Rows are shown with their table, number and the columns of their cells. Text
// shows TAB as "|" and LF as "/".
var htmlTableTests = []struct{ name, in, text, rows string }{
	{
		"data", "<table><tr><th>Name<th>SSN</tr><tr><td><p>Jane Roe</p></td><td> <b>219</b>-09-9999 </td></tr></table>",
		"Name|SSN/Jane Roe|219-09-9999", "0.1 0[Name] 1[SSN]; 0.2 0[Jane Roe] 1[219-09-9999]",
	},
	{
		"no end tags", "<table><tr><td>a<td>b<tr><td>c<td>d</table>e",
		"a|b/c|d/e", "0.1 0[a] 1[b]; 0.2 0[c] 1[d]",
	},
	{
		"empty cells", "<table><tr><td>a<td><td>c<tr><td><td>b<td></table>",
		"a|c/b", "0.1 0[a] 1[] 2[c]; 0.2 0[] 1[b] 2[]",
	},
	{
		"spacer cells are no data", "<table><tr><td>&nbsp;</td><td>John</td></tr><tr><td></td><td>1 Main St</td></tr></table>",
		"John/1 Main St", "",
	},
	{
		"spans", "<table><tr><td colspan=2>a<td rowspan=2>b<td>c<tr><td>d<td>e<td>f</table>",
		"a|b|c/d|e|f", "0.1 0[a] 2[b] 3[c]; 0.2 0[d] 1[e] 3[f]",
	},
	{
		"spans are capped", "<table><tr><td colspan=99999999999>a<td colspan=2000>b<td>c</table>",
		"a|b|c", "0.1 0[a] 1000[b] 2000[c]",
	},
	{
		"layout around data", "<table><tr><td>left<td><table><tr><td>a<td>b</table><td>right</table>" +
			"<table><tr><td>c<td>d</table>",
		"left/a|b/right/c|d", "0.1 0[a] 1[b]; 1.1 0[c] 1[d]",
	},
	{
		"rows before a nested table are layout too", "<table><tr><td>logo<td>date<tr><td>x<td><table><tr><td>a<td>b</table></table>",
		"logo|date/x/a|b", "0.1 0[a] 1[b]",
	},
	{
		"two addresses side by side", "<table><tr><td>Bill to<br>John<br>1 Main St<td>Ship to<br>Jane<br>2 Main St</table>",
		"Bill to/John/1 Main St/Ship to/Jane/2 Main St", "",
	},
	{
		"one address", "<table><tr><td>John<td>1 Main St<br>Dayton OH<td>555-0100</table>",
		"John|1 Main St/Dayton OH/555-0100", "0.1 0[John] 1[1 Main St/Dayton OH] 2[555-0100]",
	},
	{
		"long text", "<table><tr><td>menu<td>" + strings.Repeat("word ", 120) + "</table>",
		"menu|" + strings.TrimSpace(strings.Repeat("word ", 120)), "",
	},
	{"one column", "<table><tr><td>a<tr><td>b</table>", "a/b", ""},
	{"no table", "<tr><td>a</td><td>b</td></tr>", "a|b", "0.1 0[a] 1[b]"},
	{
		"quoted", "<blockquote><table><tr><td>a<td>b</table></blockquote>",
		"> a|b", "0.1 0[a] 1[b]",
	},
	{"link", "<table><tr><td><a href=mailto:j@example.com>J</a><td>b</table>", "J <j@example.com>|b", "0.1 0[J <j@example.com>] 1[b]"},
	{"not closed", "<table><tr><td>a<td>b", "a|b", "0.1 0[a] 1[b]"},
	{"closed too often", "a</table></tr></td>b", "a/b", ""},
}

func TestHTMLTables(t *testing.T) {
	show := strings.NewReplacer("\t", "|", "\n", "/")
	for _, tt := range htmlTableTests {
		text := HTML(tt.in)
		if got := show.Replace(text.Data); got != tt.text {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.text)
		}
		if got := show.Replace(showRows(text)); got != tt.rows {
			t.Errorf("%s: rows\ngot  %s\nwant %s", tt.name, got, tt.rows)
		}
	}
}

// showRows writes the rows of a text as "table.n col[cell] col[cell]; ...".
func showRows(text Text) string {
	var rows []string
	for _, r := range text.Rows {
		s := fmt.Sprintf("%d.%d", r.Table, r.N)
		for _, c := range r.Cells {
			s += fmt.Sprintf(" %d[%s]", c.Col, text.Data[c.Start:c.End])
		}
		rows = append(rows, s)
	}
	return strings.Join(rows, "; ")
}

// ordered says what is wrong with the cells of a text; "" if they lie in it, in
// order, without overlap.
func ordered(text Text) string {
	end := 0
	for i, r := range text.Rows {
		col := -1
		for _, c := range r.Cells {
			if c.Start < end || c.End < c.Start || c.End > len(text.Data) || c.Col <= col {
				return fmt.Sprintf("row %d: cell %+v after byte %d, column %d", i, c, end, col)
			}
			if !utf8.ValidString(text.Data[c.Start:c.End]) {
				return fmt.Sprintf("row %d: cell %+v cuts a character", i, c)
			}
			end, col = c.End, c.Col
		}
		if i > 0 && r.Table == text.Rows[i-1].Table && r.N <= text.Rows[i-1].N || i > 0 && r.Table < text.Rows[i-1].Table {
			return fmt.Sprintf("row %d: %d.%d after %d.%d", i, r.Table, r.N, text.Rows[i-1].Table, text.Rows[i-1].N)
		}
	}
	return ""
}

// TestHTMLDeep nests elements deeper than any document does.
func TestHTMLDeep(t *testing.T) {
	const depth = 50_000
	for _, open := range []string{"<div>", "<table><tr><td>", "<blockquote>", "<a href='tel:1'>", "<pre>", "<script>", "<!--", "<a \"", "<a b=\"c' ", "<"} {
		text := HTML(strings.Repeat(open, depth) + "SSN 219-09-9999")
		if !strings.HasSuffix(text.Data, "SSN 219-09-9999") && !strings.Contains(text.Data, "SSN 219-09-9999 <1>") {
			t.Errorf("%d times %q: the text is lost", depth, open)
		}
	}
}

func TestHTMLHostile(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t, "hostile"), "html", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := Decode(b, "")
		if problem := ordered(HTML(s)); problem != "" {
			t.Errorf("%s: %s", filepath.Base(name), problem)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, tt := range htmlTests {
		f.Add(tt.in)
	}
	for _, tt := range htmlTableTests {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := HTML(s)
		if !utf8.ValidString(text.Data) {
			t.Errorf("not valid UTF-8: %q", text.Data)
		}
		if problem := ordered(text); problem != "" {
			t.Errorf("%q\n%s", text.Data, problem)
		}
		for _, r := range text.Rows {
			for _, c := range r.Cells {
				if cell := text.Data[c.Start:c.End]; strings.Trim(cell, " \t\n") != cell {
					t.Errorf("cell %q is not trimmed", cell)
				}
			}
		}
		// Text without markup keeps its words.
		if !strings.ContainsAny(s, "<&") && utf8.ValidString(s) && printable([]byte(s)) {
			if got, want := text.Data, strings.Join(strings.Fields(s), " "); got != want {
				t.Errorf("words of %q: got %q", s, got)
			}
		}
	})
}

func BenchmarkHTML(b *testing.B) {
	paragraph := `<p class="MsoNormal"><span style="font-size:11.0pt;font-family:&quot;Calibri&quot;">Dear John,&nbsp;your account <b>123456789</b> is past due. Please call us at 555-0100 before the end of the month so that we can keep your line open.</span></p>` + "\r\n"
	table := `<table border=0><tr><td width="50%" style="padding:0">Jane Roe</td><td>219-09-9999</td><td><a href="mailto:jane@example.com">jane@example.com</a></td></tr></table>` + "\n"
	for _, tt := range []struct{ name, s string }{{"prose", paragraph}, {"tables", table}, {"text", strings.Repeat("Please call us at 555-0100 & pay.\n", 8)}} {
		b.Run(tt.name, func(b *testing.B) {
			s := strings.Repeat(tt.s, 1_000_000/len(tt.s))
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				HTML(s)
			}
		})
	}
}
