package person

import "strings"

// nicknameTable has a given name and its usual short forms a line, in folded
// form. A short form may stand in several lines.
const nicknameTable = `
abigail abby abbie gail
abraham abe bram
agnes aggie nessie
albert al bert bertie albie
alberto beto al
alejandro alex ale jandro sandro
alejandra alex ale jandra
alexander alex al alec xander sandy lex sasha
alexandra alex sandra sandy lexi alexa sasha
alfonso poncho fonso
alfred al fred freddie alf
alfredo fredo alf freddy
alice allie ally
alison ali allie ally
amanda mandy manda
ana anita
anastasia stacy ana
andrea andi andie drea
andrew andy drew
angela angie
anne ann annie nan nancy
ann annie anne nan
anthony tony ant
antonia toni tonia
antonio tono tony toni
arthur art artie
barbara barb babs barbie bobbie
bartholomew bart
beatrice bea trixie
beatriz bea betty
benjamin ben benny benji
bernard bernie barney
bernardo nardo berny
bradley brad
brandon bran
bridget bridie biddy
caroline carrie carol caro lina
carlos charly carlitos
carmen carmela menchu
caterina cati
catherine cathy kate katie cat kitty cathie kay
katherine kathy kate katie kat kitty kathie kay
kathleen kathy kate katie kay
catalina cata lina
cecilia ceci cissy
charles charlie chuck chas chaz chip
charlotte lottie charlie char
christian chris
christina chris tina chrissy christy
christine chris tina chrissy christy
christopher chris kit topher
claudia clau
clifford cliff
concepcion concha conchita
consuelo chelo
constance connie
cristina cris tina
cristobal tobal cris
cynthia cindy
daniel dan danny
daniela dani
david dave davy davey
dolores lola loli lolita
deborah deb debbie debby
debra deb debbie debby
denise neesy
dennis denny den
dominic dom nick
domingo mingo
donald don donny donnie
dorothy dot dottie dolly
douglas doug
edgar ed
eduardo edu lalo eddie
edward ed eddie ted teddy ned eddy
edwin ed eddie
eleanor ellie nell nora ella
elena nena
elizabeth liz beth betty bess lizzie eliza libby lisa betsy bettie liza elsie
emily em emmy millie
emma em emmy
enrique kike quique
ernest ernie
ernesto neto
esperanza pera lanza
esteban teban
eugene gene
evelyn evie eve
federico fede fico
felipe pipe
fernando nando fer
fernanda fer
florence flo flossie
frances fran fanny frannie francie
francis frank fran frankie
francisca paca paqui pancha
francisco paco pancho frank cisco kiko paquito curro
franklin frank
frederick fred freddie rick fritz freddy
gabriel gabe gabi
gabriela gabi gaby
gabrielle gabby gabi
genevieve gen ginny viv
george georgie geo
gerald gerry jerry
gerardo gera jerry
geoffrey geoff jeff
gilbert gil bert
gilberto gil beto
gonzalo gonza chalo
gregorio goyo
gregory greg gregg
graciela chela
guadalupe lupe lupita pupe
guillermo memo guille
gustavo gus tavo
gwendolyn gwen wendy
harold harry hal
harrison harry
harriet hattie
helen nell nellie ellie
henry hank harry hal
herbert herb bert
hector tito
howard howie
hugo huguito
humberto beto
ignacio nacho
irene rene
isaac ike zac
isabel isa chabela bel
isabella bella izzy isa
isidore izzy
isidro chilo
jacob jake jay
jacqueline jackie
james jim jimmy jamie jas jem
jane janie jenny
janet jan
javier javi
jason jay
jean jeannie
jeffrey jeff
jennifer jen jenny jenn
jeremiah jerry jeremy
jeremy jerry
jerome jerry
jesus chuy chucho suso
jessica jess jessie
joan joanie
joanna jo joann joanne
joaquin quino
john jack johnny jon jock
jonathan jon jonny nathan john
jordan jordy
jorge coque
jose pepe chepe pepito joe
josefa pepa fina
josefina fina pepa
joseph joe joey jos
josephine jo josie
joshua josh
juan juanito
juana juanita
judith judy judi
julia julie jules
julian jules juli
julio julito
justin just
karen kari
kenneth ken kenny
kimberly kim kimmy
kristen kris kristy
kristina kris tina kristy
lawrence larry lars laurie
laura laurie lori
leonard len lenny leo
leonardo leo nardo
leopoldo polo
leroy lee roy
leslie les
lillian lil lily lilly
louis lou louie
louise lou lulu
lucia luci lucha
lucille lucy
luis lucho lou
madeline maddie
manuel manny manolo manu
manuela manoli manu
marcia marcy
marco marc
margaret peggy maggie meg marge margie greta peg daisy madge margot
margarita rita mago marga
maria mari ma marie maruja mary
mariana mari
mario mayito
marjorie marge margie
martha marty patty
martin marty tin
mary molly polly mamie may
matthew matt matty
mateo teo
maurice morris mo
maximilian max
maxwell max
melanie mel
melissa mel missy lissa
mercedes meche merche
michael mike mick mickey mikey micky
michelle shelly missy chelle mickey
miguel mike migue
mildred millie
monica moni
montserrat montse
nancy nan
natalie nat
nathan nate nat
nathaniel nat nate nathan
nicholas nick nicky nico
nicole nikki nicki
nicolas nico nick
norman norm
octavio tavo
oliver ollie
olivia liv livvy
oscar ozzie
pablo pablito
pamela pam
patricia pat patty trish tricia patsy patti paty
patrick pat paddy rick
paul paulie
pedro perico peyo
peter pete
philip phil pip
phillip phil pip
phyllis phyl
pilar pili
priscilla cilla
rachel rae
rafael rafa
ramon moncho
randall randy
randolph randy
raul rauli
raymond ray
raquel quela
rebecca becky becca beck
reginald reg reggie
ricardo ricky rick richi
richard rick dick rich ricky richie rickie
robert bob rob bobby robbie bert robt bobbie
roberta bobbie robbie
roberto beto robert bob tito
rodney rod
rodolfo rudy fito
rodrigo rodri
roger rog
rogelio roger
ronald ron ronnie ronny
rosalind roz
rosario charo chayo
rosa rosita rosie
rosemary rose rosie
russell russ rusty
ruben benny
salvador chava salva
samantha sam sammy
samuel sam sammy
sandra sandy
santiago santi chago tiago
sarah sally sadie
sara sally sarita
sebastian seb bastian sebas
sergio checo
sharon shari
sheila shei
shirley shirl
sidney sid
silvia chiva
sofia sofi
soledad sole chole
solomon sol
sophia sophie
stanley stan
stephanie steph stevie
stephen steve stevie
steven steve stevie
stuart stu
susan sue susie suzy
susana susi
suzanne sue suzy
sylvester sly
sylvia syl
teresa tere terry tessa teri
theresa terry tess tessa teri
terence terry
terrence terry
theodore ted teddy theo
thomas tom tommy thos
timothy tim timmy
tomas tomi
valerie val
vanessa nessa
veronica vero ronnie
vicente chente
victor vic
victoria vicky tori vicki
vincent vince vinny vin
violet vi
virginia ginny ginger
walter walt wally
wallace wally
wendell wen
wilfred will fred
wilhelmina mina billie
william bill will billy willy liam wm willie
winifred winnie
yolanda yoli
zachary zach zack zak
`

// nicknames has the lines of nicknameTable that each name stands in.
var nicknames = nicknameLines()

// nicknameLines reads nicknameTable.
func nicknameLines() map[string][]int16 {
	m := map[string][]int16{}
	n := int16(0)
	for line := range strings.Lines(nicknameTable) {
		for w := range strings.FieldsSeq(line) {
			m[w] = append(m[w], n)
		}
		n++
	}
	return m
}

// nickname reports whether a and b, folded, are two forms of one given name:
// "bill" and "william", "bob" and "rob".
func nickname(a, b string) bool {
	for _, x := range nicknames[a] {
		for _, y := range nicknames[b] {
			if x == y {
				return true
			}
		}
	}
	return false
}
