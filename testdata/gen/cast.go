package main

import (
	"fmt"
	"strconv"
	"strings"
)

// A person is somebody who occurs in the evidence, or stands on a list.
type person struct {
	id                  string // C0001 customer, E01 employee, F01 former customer, O01 outsider
	first, middle, last string
	street, unit        string
	city, state, zip    string
	account             string
	phone               string // ten digits
	email               string
	accountType, plan   string
	feature             string
	ext, title          string // of employees
}

// kind returns the kind of p as the truth counts it.
func (p *person) kind() string {
	switch p.id[0] {
	case 'C':
		return "customer"
	case 'E':
		return "employee"
	}
	return "other"
}

// households lists the customers: account, type, plan, feature, street, unit,
// city, state, ZIP, area code, then the people that share the account. Two
// people of one name live apart (James Carter), and two share an account (Luis
// Romero, father and son).
const households = `
40718826|postpaid|River Unlimited|Voicemail Plus|418 Alder Fork Rd||Bellingham|WA|98225|360|Marisol T Vega;Tomas  Vega
51920347|prepaid|Marsh Prepaid 30||77 Gannet Street|Apt 3B|Duluth|MN|55802|218|James  Carter
60283915|postpaid|Family Delta 20GB|Roaming Pass|2090 Quarry Hollow Dr||Boise|ID|83702|208|James R Carter;Helen  Carter;Noah  Carter
33471902|postpaid|River Unlimited||15 Tern Ct||Eugene|OR|97401|541|Luis A Romero;Luis  Romero
72815540|prepaid|Creek 5GB|Call Guard|640 Plover Lane||Savannah|GA|31401|912|Beatrice  Onyango
48120973|postpaid|Talk & Text 300|Voicemail Plus|3112 Old Mill Ave|Unit 9|Toledo|OH|43604|419|Robert  Lindgren;Anita  Lindgren
65503218|postpaid|Family Delta 20GB|Hotspot 10|980 Sandpiper Way||Tucson|AZ|85701|520|William  Tran;Mai  Tran;Kevin  Tran
29184467|prepaid|Marsh Prepaid 30||51 Bittern Blvd||Mobile|AL|36602|251|Charity  Boone
83390156|postpaid|River Unlimited|Roaming Pass|1207 Egret Pl||Madison|WI|53703|608|Gustav  Nilsson;Irene  Nilsson
17725094|postpaid|Creek 5GB||36 Curlew Terrace|Suite 400|Albany|NY|12207|518|Priya  Raman
94016283|prepaid|Talk & Text 300|Call Guard|2255 Loon Lake Rd||Fargo|ND|58102|701|Dale  Hutchins
56239071|postpaid|Family Delta 20GB|Voicemail Plus|810 Cormorant St||Fresno|CA|93721|559|Elena  Márquez;Pedro  Márquez
38847120|postpaid|River Unlimited|Hotspot 10|4 Osprey Circle||Concord|NH|03301|603|Margaret  Doyle;Francis  Doyle
70951364|prepaid|Marsh Prepaid 30||1930 Pelican Dr|Apt 12|Tampa|FL|33602|813|Yolanda  Pierce
21560938|postpaid|Creek 5GB|Call Guard|602 Dunlin Ave||Boulder|CO|80302|303|Samuel  Whitaker
89347210|postpaid|Family Delta 20GB|Roaming Pass|77 Avocet Lane||Reno|NV|89501|775|Hiroshi  Tanabe;Keiko  Tanabe
45092781|prepaid|Talk & Text 300||1418 Ibis Road||Laredo|TX|78040|956|Ximena  Muñoz
62718459|postpaid|River Unlimited|Voicemail Plus|29 Stork Street|Apt 7|Trenton|NJ|08608|609|Anthony  Bellini
13680742|postpaid|Creek 5GB||5501 Grebe Way||Omaha|NE|68102|402|Carol  Schroeder;Dennis  Schroeder
97204518|postpaid|Family Delta 20GB|Hotspot 10|333 Bunting Blvd||Raleigh|NC|27601|919|Latoya  Greene;Marcus  Greene;Zoe  Greene
34859607|prepaid|Marsh Prepaid 30|Call Guard|86 Pipit Ct||Topeka|KS|66603|785|Owen  Fitzgerald
78013629|postpaid|River Unlimited||1075 Wagtail Dr||Burlington|VT|05401|802|Sylvie  Beaumont
50376184|postpaid|Talk & Text 300|Voicemail Plus|240 Kittiwake Pl|Unit 2|Anchorage|AK|99501|907|Joseph  Ivanoff
26948135|prepaid|Creek 5GB||19 Shrike Road||Jackson|MS|39201|601|Denise  Holloway
81627490|postpaid|Family Delta 20GB|Roaming Pass|704 Nuthatch Ave||Spokane|WA|99201|509|Arnold  Keller;Bettina  Keller
43185972|postpaid|River Unlimited|Hotspot 10|3380 Oriole Lane||Lexington|KY|40507|859|Vernon  Maddox
69570213|prepaid|Marsh Prepaid 30||58 Swift Street||Providence|RI|02903|401|Amelia  Santos
15842306|postpaid|Creek 5GB|Call Guard|911 Vireo Terrace||Des Moines|IA|50309|515|Harold  Peck;June  Peck
90463857|postpaid|River Unlimited||26 Thrush Hill Rd||Knoxville|TN|37902|865|Nadia  Petrova
57318240|postpaid|Talk & Text 300|Voicemail Plus|1660 Cardinal Way||Wichita|KS|67202|316|Paul  Okafor
24790568|prepaid|Creek 5GB||403 Finch Circle|Apt 21|Norfolk|VA|23510|757|Tyrone  Baxter
86051937|postpaid|River Unlimited|Roaming Pass|72 Siskin Dr||Missoula|MT|59802|406|Ingrid  Halvorsen
30518746|prepaid|Marsh Prepaid 30||212 Warbler Rd||Tulsa|OK|74103|918|Darius  Coleman
64927301|postpaid|Family Delta 20GB|Hotspot 10|9 Kestrel Mews||Hartford|CT|06103|860|Rebecca  Stone;Aaron  Stone;Lily  Stone
11872659|postpaid|Creek 5GB||745 Partridge Path||Dayton|OH|45402|937|Felix  Brandt
75364092|prepaid|Talk & Text 300|Call Guard|18 Quail Run||Macon|GA|31201|478|Simone  Archer
52096817|postpaid|River Unlimited||3801 Gull Point Dr||Erie|PA|16501|814|Walter  Zielinski;Nora  Zielinski
80741365|postpaid|Creek 5GB|Voicemail Plus|60 Lark Street||Flint|MI|48502|810|Gloria  Jennings
27439580|prepaid|Marsh Prepaid 30||155 Raven Ct|Apt 5|Yuma|AZ|85364|928|Hector  Salinas
93650124|postpaid|Talk & Text 300||2700 Crane Blvd||Ogden|UT|84401|801|Ruth  Ashworth;Colin  Ashworth
`

// offList lists those who are no customers, or none any more: id, name,
// street, city, state, ZIP, account, phone, e-mail.
const offList = `
F01|Leonard Ashby|1501 Rookery Rd|Peoria|IL|61602|31975264|3095550171|leonard.ashby@inbox.example
F02|Monica Devlin|12 Mallard Ct|Dover|DE|19901|68402195|3025550172|mdevlin@example.org
F03|Trevor Nakamura|849 Pintail Ave|Hilo|HI|96720|52713086|8085550173|
O01|Caroline Abbott|60 Harbor Bend St|Salem|MA|01970||9785550174|c.abbott@harborfleet.example
O02|Stephen Moss|||||||stephen.moss@harborfleet.example
`

// staff lists the employees: name, local part of the address, phone, extension, title.
const staff = `
Dana Whitfield|dana.whitfield|4255550181|2104|Customer Care Lead
Omar Haddad|omar.haddad|4255550182|2117|Billing Analyst
Rosa Delgado|rosa.delgado|4255550183|2140|Care Agent, Spanish Desk
Lena Fischer|lena.fischer|4255550184|2162|Retail Operations
Paul Okafor|paul.okafor|4255550185|2175|Network Support
Grace Lindqvist|grace.lindqvist|4255550186|2181|People Team
`

const (
	company = "Heron Creek Mobile"
	domain  = "heroncreek.example"
)

// cast returns all people by id, and their ids in order.
func cast() (map[string]*person, []string) {
	people := map[string]*person{}
	var ids []string
	add := func(p *person) { people[p.id] = p; ids = append(ids, p.id) }
	for _, line := range rows(households) {
		for _, name := range strings.Split(line[10], ";") {
			add(customer(len(people)+1, line, strings.Split(name, " ")))
		}
	}
	for i, line := range rows(staff) {
		first, last, _ := strings.Cut(line[0], " ")
		add(&person{id: fmt.Sprintf("E%02d", i+1), first: first, last: last, email: line[1] + "@" + domain,
			phone: line[2], ext: line[3], title: line[4]})
	}
	for _, line := range rows(offList) {
		first, last, _ := strings.Cut(line[1], " ")
		add(&person{id: line[0], first: first, last: last, street: line[2], city: line[3], state: line[4],
			zip: line[5], account: line[6], phone: line[7], email: line[8]})
	}
	return people, ids
}

// customer returns the n-th customer, one of the household in line. Every
// fifth has no address for mail.
func customer(n int, line, name []string) *person {
	p := &person{
		id: fmt.Sprintf("C%04d", n), first: name[0], middle: name[1], last: name[2],
		account: line[0], accountType: line[1], plan: line[2], feature: line[3],
		street: line[4], unit: line[5], city: line[6], state: line[7], zip: line[8],
		phone: line[9] + "5550" + strconv.Itoa(100+n),
	}
	if n%5 != 0 {
		hosts := []string{"example.com", "inbox.example", "example.net"}
		local := strings.NewReplacer("á", "a", "ñ", "n").Replace(strings.ToLower(p.first + "." + p.last))
		p.email = local + map[bool]string{true: strconv.Itoa(n)}[n%2 == 0] + "@" + hosts[n%3]
	}
	return p
}

// rows splits a table of the text above into its cells.
func rows(table string) [][]string {
	var out [][]string
	for line := range strings.Lines(strings.TrimSpace(table)) {
		out = append(out, strings.Split(strings.TrimSpace(line), "|"))
	}
	return out
}
