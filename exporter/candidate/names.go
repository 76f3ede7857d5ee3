package candidate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/document"
)

// mention is a name in a sentence.
type mention struct {
	document.Match
	// weak marks a name that gives way to another one in the same clause.
	weak bool
}

// spoken are other names that running text uses for a title.
var spoken = []struct {
	pattern *regexp.Regexp
	title   string
}{
	{regexp.MustCompile(`(?i)\bmobile (?:phone |internet )*(?:users accessing the internet|netizens)|手机网[民友](?:总?规模|总数|数量?|人数)?`), mobileUsers},
	{regexp.MustCompile(`(?i)网民(?:中)?使用手机上网的?(?:比例|占比)`), "手机网民占网民比例"},
	{regexp.MustCompile(`(?i)\b(?:internet users|netizens) in (?:the )?(?:rural areas|countryside)|\bliving in (?:the )?(?:rural areas|countryside)|农村(?:地区)?网民(?:总?规模|总数|数量?|人数)?`), ruralUsers},
	{regexp.MustCompile(`(?i)\b(?:internet users|netizens) in (?:the )?(?:urban areas|cities)|城镇(?:地区)?网民(?:总?规模|总数|数量?|人数)?`), urbanUsers},
	{regexp.MustCompile(`(?i)\binternet (?:penetration|availability|coverage)(?: rate)? (?:in|of) (?:the |china's )?(?:rural areas|countryside)|农村互联网普及率`), "农村地区互联网普及率"},
	{regexp.MustCompile(`(?i)\binternet (?:penetration|availability|coverage)(?: rate)? (?:in|of) (?:the |china's )?(?:urban areas|cities)|城镇互联网普及率`), "城镇地区互联网普及率"},
	{regexp.MustCompile(`(?:老年(?:群体|人口?)|60岁及以上(?:老年)?(?:人口|人群|群体))的?互联网普及率`), "60岁及以上人口互联网普及率"},
	{regexp.MustCompile(`(?i)\binternet (?:availability|access coverage)\b|(?:互联网的|网络)普及率`), "互联网普及率"},
	{regexp.MustCompile(`(?i)(?:使用)?生成式(?:人工智能|AI)(?:产品)?(?:的?用户(?:规模)?)?|\bgenerative (?:ai|artificial intelligence)(?: \(ai\))?`), aiUsers},
	{regexp.MustCompile(`(?i)网[民友](?:总体规模|的?总?规模|总数|数量?|人数)|\b(?:(?:internet|online|internet user) population|internet user base|number of (?:[\w']+ )?netizens)\b`), allUsers},
	{regexp.MustCompile(`网[民友]`), allUsers},
	{regexp.MustCompile(`(?i)\bonline shoppers?\b|\bshop(?:ped|ping|s)? online\b`), "网络购物"},
	{regexp.MustCompile(`(?i)\b(?:book(?:ed|ing|s)? travel|travel bookings?) online\b`), "在线旅行预订"},
	{regexp.MustCompile(`(?i)\bvideo streaming\b`), "网络视频"},
}

const (
	allUsers    = "网民规模"
	mobileUsers = "手机网民规模"
	ruralUsers  = "农村网民规模"
	urbanUsers  = "城镇网民规模"
	aiUsers     = "生成式人工智能产品用户规模"
)

// rates are the titles of what "penetration" means behind a number of people, and
// shares of what their share of the Internet users is.
var (
	rates  = map[string]string{allUsers: "互联网普及率", ruralUsers: "农村地区互联网普及率", urbanUsers: "城镇地区互联网普及率", aiUsers: "生成式人工智能产品普及率"}
	shares = map[string]string{mobileUsers: "手机网民占网民比例", ruralUsers: "农村网民占网民比例"}
)

// related finds what a title stands for beside the one of a subject, or nil.
func related(s *document.Subject, titles map[string]string, names *document.Names) *document.Subject {
	for of, title := range titles {
		if names.Exact(of) == s {
			return names.Exact(title)
		}
	}
	return nil
}

var (
	weakName = regexp.MustCompile(`(?i)^(?:网[民友]|netizens?|internet users?)$`)
	// base matches the base of a share, and remark what a name includes. Neither is a name.
	base = regexp.MustCompile(`(?i)占[^,;。]{0,12}?(?:网民|上网用户)(?:整体|总体|总数|规模|总量)?|占(?:整体|总体)` +
		`|(?:%|per ?cent)\s+of\s+[^,.;%]{0,40}?(?:internet users?|netizens?|(?:internet|online|user) population|internet user base)` +
		`|\b(?:in|among|of)\s+(?:all|total|overall)\s+(?:the\s+)?(?:internet users|netizens)`)
	remark = regexp.MustCompile(`(?i)\((?:含|包括|including|incl\.)[^()\d]*\)|\(\D*\b(?:users|shoppers|rate|netizens)\b\D*\)`)
	// rate matches a rate without a name, after the sentence has named its subject.
	rate = regexp.MustCompile(`(?i)普及率|\b(?:the|its|a|with|and)\s+penetration rate`)
)

// namesIn finds the names of a sentence, in their order.
func namesIn(text string, names *document.Names) []mention {
	var all []mention
	add := func(m document.Match, weak bool) {
		if !slices.ContainsFunc(all, func(o mention) bool { return m.Start < o.End && o.Start < m.End }) {
			all = append(all, mention{m, weak})
		}
	}
	masked := blank(blank(text, base), remark)
	for _, s := range spoken {
		subject := names.Exact(s.title)
		for _, at := range s.pattern.FindAllStringIndex(masked, -1) {
			if subject != nil {
				add(document.Match{Subject: subject, Start: at[0], End: at[1]}, weakName.MatchString(masked[at[0]:at[1]]))
			}
		}
	}
	for _, m := range names.All(masked) {
		add(m, weakName.MatchString(masked[m.Start:m.End]))
	}
	inOrder := func(a, b mention) int { return cmp.Compare(a.Start, b.Start) }
	slices.SortFunc(all, inOrder)
	for _, at := range rate.FindAllStringIndex(masked, -1) {
		i, _ := slices.BinarySearchFunc(all, at[0], func(m mention, start int) int { return cmp.Compare(m.Start, start) })
		if i == 0 {
			continue
		}
		if of := related(all[i-1].Subject, rates, names); of != nil {
			add(document.Match{Subject: of, Start: at[0], End: at[1]}, false)
			slices.SortFunc(all, inOrder)
		}
	}
	return all
}

// blank replaces the matches of a pattern by spaces.
func blank(text string, pattern *regexp.Regexp) string {
	return pattern.ReplaceAllStringFunc(text, func(found string) string { return strings.Repeat(" ", len(found)) })
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// fits reports whether a subject has numbers of a kind.
func fits(s *document.Subject, n number) bool {
	return s.Kind == document.Application || (s.Kind == document.Share) == (n.percent != "")
}
