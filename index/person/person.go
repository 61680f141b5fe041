// Package person says who a record speaks of: it matches records to the lists
// of customers and employees, and joins what remains.
package person

// Facts are the normalised values of one record.
type Facts struct {
	Names     []string // as the values of findings have them; the whole ones
	Partial   []string // lone given or family names
	Phones    []string // E.164
	Emails    []string // lower case
	Accounts  []string // digits
	Addresses []string // normal form of detectors.PostalAddress
	ZIPs      []string // billing ZIPs
	Primary   []string // "ssn:…", "itin:…", "payment_card:…", "imei:…": two people cannot share one
}

// A Match says who a record speaks of, as far as the record and the lists tell.
type Match struct {
	CustomerID string   // "" if no customer agrees
	EmployeeID string   // "" if no employee agrees
	Accounts   []string // account numbers of the record; the slice of its Facts
	Known      []bool   // Accounts[i] is on the customer list
	Conflict   bool     // several customers agree alike
	Nobody     bool     // the record points to nobody: a name alone, or nothing
	Name       string   // name as the list has it, else the record's
	State      string   // two letters; residency
	StateBasis string   // "customer list" or "address"; the caller may add "billing zip", "area code"
	Why        string   // which values agree: "account and name", "phone"
	Keys       []uint64 // hashes that records of the same unlisted person share; nil for the listed
}

// Lists are the lists that records are matched to; either may be nil.
type Lists struct {
	Customers *Customers
	Employees *Employees
}
