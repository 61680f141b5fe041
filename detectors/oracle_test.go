package detectors

import (
	"flag"
	"fmt"
	"math/big"
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var oracleTexts = flag.Int("oracle.n", 3000, "texts that each oracle is compared on")

// An oracle finds one element as a plain regular expression and a check would.
// The scanner and the oracle agree on texts that are made of atoms, each set
// apart from the next by a gap, with a neutral word on either side: the atoms
// are values of the element in the spellings of its expression, values that its
// check turns down, and numbers of other shapes. Labels are in the atoms.
type oracle struct {
	element Element
	re      *regexp.Regexp // of the whole atom; its first group is the value
	check   func(digits string) bool
	atoms   func(r *rand.Rand) string
}

var oracles = []oracle{
	{PaymentCard, regexp.MustCompile(`\b(\d{4}([ -])\d{4}[ -]\d{4}[ -]\d{4}|\d{4}[ -]\d{6}[ -]\d{5}|\d{15,16})\b`), oracleCard, cardAtom},
	{SSN, regexp.MustCompile(`\b(\d{3}-\d{2}-\d{4})\b`), oracleSSN, ssnAtom},
	{ITIN, regexp.MustCompile(`\b(\d{3}-\d{2}-\d{4})\b`), oracleITIN, ssnAtom},
	{Phone, regexp.MustCompile(`((?:\+1[ .-]|\b1[ .-])?(?:\(\d{3}\) ?|\b\d{3}[ .-])\d{3}[ .-]\d{4}|\+1\d{10}|\b\d{10})\b`), oraclePhone, phoneAtom},
	{Email, regexp.MustCompile(`\b([A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})\b`), nil, emailAtom},
	{IMEI, regexp.MustCompile(`\bIMEI:? (\d{15}|\d{2}-\d{6}-\d{6}-\d)\b`), oracleIMEI, imeiAtom},
	{IBAN, regexp.MustCompile(`\bIBAN: ([A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,28})\b`), oracleIBAN, ibanAtom},
	{IPAddress, regexp.MustCompile(`\b(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})\b`), oracleIP, ipAtom},
	{RoutingNumber, regexp.MustCompile(`\brouting number (\d{9})\b`), oracleABA, routingAtom},
	{BillingZIP, regexp.MustCompile(`\bbilling zip (\d{5})\b`), nil, zipAtom},
}
