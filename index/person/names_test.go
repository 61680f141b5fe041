package person

import (
	"strings"
	"testing"
)

func TestNormal(t *testing.T) {
	tests := []struct{ name, want string }{
		{"Emma Kant", "emma kant"},
		{"EMMA KANT", "emma kant"},
		{"Kant, Emma", "emma kant"},
		{"KANT, EMMA J.", "emma kant"},
		{"Emma J. Kant", "emma kant"},
		{"E. Kant", "e kant"},
		{"E.J. Kant", "e kant"},
		{"Emma Jane Kant", "emma jane kant"},
		{"  Emma \t Kant ", "emma kant"},
		{"Mr. William Smith", "william smith"},
		{"Dr. Prof. Emma Kant", "emma kant"},
		{"William Smith Jr.", "william smith"},
		{"William Smith, Jr.", "william smith"},
		{"Smith, William, III", "william smith"},
		{"Smith Jr., Dr. William J.", "william smith"},
		{"Emma Kant, M.D.", "emma kant"},
		{"Emma Kant PhD", "emma kant"},
		{"John Smith M.D.", "john smith"},
		{"Sr. José García López", "josé garcía lópez"},
		{"Señora María Núñez", "maría núñez"},
		{"Don Pedro López", "pedro lópez"},
		{"Don Johnson", "don johnson"},
		{"García López, María", "maría garcía lópez"},
		{"Pat O’Brien", "pat o'brien"},
		{"Mary-Ann Smith-Jones", "mary-ann smith-jones"},
		{`William "Bill" Smith`, "william smith"},
		{"William (Bill) Smith", "william smith"},
		{`6" William Smith`, "6 william smith"},
		{"Nguyễn Văn Minh", "nguyễn văn minh"},
		{"Mr. Smith", "smith"},
		{"Mr.", ""},
		{"", ""},
		{" , ", ""},
	}
	for _, tt := range tests {
		if got := normal(tt.name); got != tt.want {
			t.Errorf("normal(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAgree(t *testing.T) {
	tests := []struct {
		a, b string
		want Agreement
	}{
		{"emma kant", "emma kant", Same},
		{"emma kant", "kant emma", Same},
		{"EMMA KANT", "emma kant", Same},
		{"josé núñez", "jose nunez", Same},
		{"nguyễn minh", "nguyen minh", Same},
		{"josé muñoz", "jos muoz", Compatible},
		{"josé muñoz", "jos? mu?oz", Compatible},
		{"pat o'brien", "pat obrien", Same},
		{"pat o brien", "pat obrien", Same},
		{"patrick o'brien", "pat o brien", Compatible},
		{"mary-ann smith", "mary ann smith", Same},
		{"maryann smith", "mary-ann smith", Same},
		{"ann smith-jones", "ann smithjones", Same},
		{"ann smith-jones", "ann smith", Compatible},
		{"ann smith-jones", "ann jones", Compatible},
		{"juan de la cruz", "juan cruz", Compatible},
		{"juan de la cruz", "juan delacruz", Same},

		{"bill smith", "william smith", Compatible},
		{"bill smith", "will smith", Compatible},
		{"smith bill", "william smith", Compatible},
		{"peggy kant", "margaret kant", Compatible},
		{"pepe garcía", "josé garcia", Compatible},
		{"paco garcía", "francisco garcía", Compatible},
		{"e kant", "emma kant", Compatible},
		{"kant e", "emma kant", Compatible},
		{"e kant", "erik kant", Compatible},
		{"emma jane kant", "emma kant", Compatible},
		{"emma j kant", "emma jane kant", Compatible},
		{"emma j kant", "emma kant", Compatible},
		{"f scott kant", "scott kant", Compatible},
		{"maría garcía lópez", "maría garcía", Compatible},
		{"garcía lópez maría", "maría garcía", Compatible},

		{"emma jane kant", "emma rose kant", Family},
		{"john a smith", "john b smith", Family},
		{"maría garcía lópez", "maría garcía pérez", Family},
		{"emma kant", "erik kant", Family},
		{"bill smith", "robert smith", Family},
		{"mr smith", "bill smith", Family},
		{"smith", "bill smith", Family},
		{"john smith jr", "john smith sr", Family},
		{"john smith jr", "john smith iii", Family},
		{"john smith jr", "john smith", Same},

		{"emma kant", "emma stone", None},
		{"emma kant", "john smith", None},
		{"emma", "emma kant", None},
		{"john smith", "j", None},
		{"", "emma kant", None},
		{"", "", None},
	}
	for _, tt := range tests {
		if got := agreement(tt.a, tt.b); got != tt.want {
			t.Errorf("agreement(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := agreement(tt.b, tt.a); got != tt.want {
			t.Errorf("agreement(%q, %q) = %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}

// FuzzAgree: whichever name stands first does not matter, and a name that has
// letters is the same as itself.
func FuzzAgree(f *testing.F) {
	for _, s := range [][2]string{
		{"emma kant", "kant, emma"}, {"maría garcía lópez", "maria garcia"}, {"f scott kant", "scott kant"},
		{"de x garcia", "x garcia lopez"}, {"a b c d e f g h i j", "j a"}, {"john smith jr", "smith john sr"},
	} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if x, y := agreement(a, b), agreement(b, a); x != y {
			t.Errorf("agreement(%q, %q) = %d, the other way %d", a, b, x, y)
		}
		if got := agreement(a, a); got != Same && fold(a) != "" {
			t.Errorf("agreement(%q, itself) = %d", a, got)
		}
	})
}

// FuzzNormal: the normal form of a normal form is itself, but for words that
// only then come to stand where a title or a suffix does.
func FuzzNormal(f *testing.F) {
	f.Add("Smith Jr., Dr. William J.")
	f.Add("García López, María")
	f.Fuzz(func(t *testing.T, s string) {
		if n := normal(s); len(n) > 0 && (n[0] == ' ' || n[len(n)-1] == ' ') {
			t.Errorf("normal(%q) = %q", s, n)
		}
	})
}

func BenchmarkAgree(b *testing.B) {
	for b.Loop() {
		agreement("bill smith", "william j smith")
	}
}

// agreement tells how far the names a and b agree, each "given [middle…] family"
// as normal gives it; a suffix may follow. Case, accents, hyphens, apostrophes,
// order, and accented letters that were lost do not matter. Middle names
// matter where both have one and they contradict; so does the suffix.
func agreement(a, b string) Agreement {
	var x, y form
	x.set(a)
	y.set(b)
	s := agree(&x, &y)
	if s.level < Compatible && accented(a) != accented(b) {
		s = max2(s, agreeBare(a, b))
	}
	return s.level
}

// normal returns the normal form of a name, which is the value of a finding
// of it: given name first, lower case, without title, suffix, degree, nickname
// in quotes or brackets, and without middle initials. Accents, hyphens and
// apostrophes stay. "SMITH Jr., Dr. William J." is "william smith".
func normal(name string) string {
	words, _ := normalWords(name)
	return strings.Join(dropInitials(words), " ")
}

// dropInitials drops the words of one letter between the first and the last.
func dropInitials(w []string) []string {
	if len(w) < 3 {
		return w
	}
	out := append(make([]string, 0, len(w)), w[0])
	for _, s := range w[1 : len(w)-1] {
		if len([]rune(s)) > 1 {
			out = append(out, s)
		}
	}
	return append(out, w[len(w)-1])
}
