package document

import (
	"regexp"
	"strings"
	"sync"

	"github.com/longbridgeapp/opencc"
	"golang.org/x/text/unicode/norm"
)

// radicals are pairs of a radical, as in PDF files printed by Chrome, and its ideograph, by Unicode's
// Equivalent_Unified_Ideograph; ⼾ (U+2F3E) gets 户, since NFKC's 戶 would make its line pass for traditional.
const radicals = "⼾户⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王" +
	"⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸" +
	"⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"

// plainCharacters unifies breaks, HTML's blanks, radicals, minus signs, arrows and bars, and drops invisible characters.
var plainCharacters = strings.NewReplacer(append(strings.Split(radicals, ""),
	"\r\n", "\n", "\r", "\n", "\n\f", "\n", "\f", "\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n",
	"\u200B", "", "\u200C", "", "\u200D", "", "\u2060", "", "\uFEFF", "", "\u00AD", "", "\uFE0F", "",
	"−", "-", "➡", "→", "│", "|", "┆", "|", "┃", "|", "║", "|", "&nbsp;", " ", "<br>", " ", "<br/>", " ", "<br />", " ",
)...)

// clutter matches footnote marks after a digit or % (NFKC would make ① a digit), and $93.5\%$, a formula in Markdown.
var clutter = regexp.MustCompile(`(\p{Nd}[%％]?)(?:[¹²³⁰⁴-⁹①-⑳]|[\[［]\p{Nd}{1,3}[\]］])+|\$\s*(-?[\d.]+)[\s\\,]*(%)\s*\$`)

// converters turn traditional characters into simplified ones, the second also the words of Taiwan into the mainland's.
var converters = sync.OnceValue(func() (both [2]*opencc.OpenCC) {
	for i, name := range []string{"t2s", "tw2sp"} {
		both[i], _ = opencc.New(name) // No error is possible: the dictionaries are part of the program.
	}
	return both
})

// Normalise returns text as the dataset's names are written: NFKC (half-width, no ligatures), no radicals, simplified
// Chinese, no invisible characters, no footnote marks after numbers. Every break of a line or page is "\n".
func Normalise(text string) string {
	text = norm.NFKC.String(clutter.ReplaceAllString(plainCharacters.Replace(text), "$1$2$3"))
	both, lines := converters(), strings.Split(text, "\n")
	for i, line := range lines {
		// The second converter would replace words even in a simplified line. No error is possible here, either.
		if simplified, _ := both[0].Convert(line); simplified != line {
			lines[i], _ = both[1].Convert(line)
		}
	}
	return strings.Join(lines, "\n")
}
