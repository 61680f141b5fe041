package person

import (
	"crypto/sha256"
	"reflect"
	"strings"
	"testing"
)

func TestContacts(t *testing.T) {
	const customers = "customer_id,account_number,first_name,middle_name,last_name,address_1,address_2,city,state,zip,phone,email\n" +
		"C1,100000001,Jane,Q,Roe,12 Elm St,Apt 4,Salem,MA,1970,(212) 555-0143,JANE@example.com\n" +
		"C2,100000002,Ann,,Lee,,,,,,,\n" +
		"C1,100000009,Jane,,Roe,9 Oak Ave,,Lynn,MA,01901,212-555-0144,jane@example.com\n" +
		"C3,100000003,Not,,Wanted,,,,,,,\n"
	list, digest, err := ReadContacts(strings.NewReader(customers), "c.csv", Customer, func(id string) bool { return id != "C3" })
	want := map[string]*Contact{
		"C1": {Given: "Jane", Middle: "Q", Family: "Roe", Address1: "12 Elm St", Address2: "Apt 4", City: "Salem", State: "MA", ZIP: "01970",
			Phones: []string{"+12125550143", "+12125550144"}, Emails: []string{"jane@example.com"}},
		"C2": {Given: "Ann", Family: "Lee"},
	}
	if err != nil || digest != sha256.Sum256([]byte(customers)) || !reflect.DeepEqual(list, want) {
		t.Errorf("got %+v, %v, %v", list["C1"], list["C2"], err)
	}
}

// The ids of rows without one are those that the lists give.
func TestContactIDs(t *testing.T) {
	const customers = "account,name,phone\n100000001,Jane Roe,212-555-0143\n"
	const employees = "name,email\nBob Fox,bob@carrier.example\n"
	c, _, err := ReadCustomers(strings.NewReader(customers), "c.csv")
	e, _, err2 := ReadEmployees(strings.NewReader(employees), "e.csv")
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	l := &Lists{Customers: c, Employees: e}
	for _, tt := range []struct {
		list string
		kind Kind
		id   string
	}{
		{customers, Customer, l.Match(facts("Jane Roe; 100000001")).CustomerID},
		{employees, Employee, l.Match(facts("Bob Fox; bob@carrier.example")).EmployeeID},
	} {
		list, _, err := ReadContacts(strings.NewReader(tt.list), "list.csv", tt.kind, func(string) bool { return true })
		if err != nil || tt.id == "" || list[tt.id] == nil {
			t.Errorf("id %q is not in %v, %v", tt.id, list, err)
		}
	}
}
