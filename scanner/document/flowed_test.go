package document

import "testing"

func TestFlowed(t *testing.T) {
	tests := []struct {
		delsp    bool
		in, want string
	}{
		{false, "My SSN is \n078-05-1120.\n", "My SSN is 078-05-1120.\n"},
		{true, "My SSN is 078- \n05-1120.\n", "My SSN is 078-05-1120.\n"},
		{true, "two  \nwords\n", "two words\n"},
		{false, "fixed\nlines\n", "fixed\nlines\n"},
		{false, "> quoted \n> text\nreply\n", "> quoted text\nreply\n"},
		{false, ">> deep \n> less\n", "> > deep \n> less\n"},
		{false, ">>> deep\n", "> > > deep\n"},
		{false, ">\n> a\n", ">\n> a\n"},
		{false, " From here\n", "From here\n"},
		{false, " > not a quote\n", "> not a quote\n"},
		{false, "end \n-- \nJohn\n", "end \n-- \nJohn\n"},
		{false, "> -- \n> John\n", "> -- \n> John\n"},
		{false, "a \n\nb\n", "a \nb\n"},
		{false, "no end ", "no end "},
		{false, "soft \n", "soft "},
		{false, "", ""},
	}
	for _, tt := range tests {
		if got := Flowed(tt.in, tt.delsp); got != tt.want {
			t.Errorf("Flowed(%q, %v)\ngot  %q\nwant %q", tt.in, tt.delsp, got, tt.want)
		}
	}
}
