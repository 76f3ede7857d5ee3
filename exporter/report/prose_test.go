package report_test

import (
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/report"
)

// What sentences say, and what they do not. A line that starts with "note" is
// what a person is told.
func TestProse(t *testing.T) {
	_, vocabulary := shipped(t)
	for _, c := range []struct {
		text string
		want string
	}{
		{"China had 662 million micro drama users, accounting for 59.7% of all netizens.", "0000-01 micro_drama 66200/100 59.7%"},
		{"By December 2024, the number of online education users in China reached 355 million, accounting for 32.0% of Internet users.", "2024-12 online_education 35500/100 32%"},
		{"As of Dec. 2024, China had 1.101 billion social networking users, up 25.4 million from December 2023, making up 99.3% of the total.", "2024-12 social_networking 110100/100 99.3%"},
		{"The number of short-video users increased by 14 million to 1.068 billion, or 95.1% of all Internet users.", "0000-01 short_video 106800/100 95.1%"},
		{"By June 2024, the user scale of micro-dramas was 576 million, up 11.3% year on year, and the utilization ratio was 52.4%, up 2.3 percentage points.", "2024-06 micro_drama 57600/100 52.4%"},
		{"In December 2024, 93.8% of Internet users watched short videos.", "2024-12 short_video 93.8%"},
		{"As of June 2026, China had 1.131 billion Internet users, and the Internet penetration reached 80.6%.", "2026-06 internet_users 113100 rounded; 2026-06 internet_penetration 80.6 exact"},
		{"China's netizens numbered 1,108 million. Internet users in China reached 1,108 million by December 2024.", "0000-01 internet_users 110800 rounded; 2024-12 internet_users 110800 rounded"},
		{"As of December 2024, the number of mobile Internet users stood at 1.105 billion, 99.7% of all netizens.", "2024-12 mobile_internet_users 110500 rounded"},
		{"By June 2025 the number of generative AI users had reached 515 million, doubling from 249 million in December 2024.", "2025-06 generative_ai_users 51500 rounded"},
		{"Online video users (including micro drama) reached 1.0702 billion, and short video users 1.04 billion.", "0000-01 online_video 107020/10; 0000-01 short_video 104000/1000"},
		{"截至2024年12月，我国微短剧用户规模达6.62亿人，占网民整体的59.7%。", "2024-12 micro_drama 66200/100 59.7%"},
		{"截至２０２６年６月，我国网民规模达１１．３１亿人，较2025年12月增长600万人，互联网普及率达８０．６％，较2025年12月提升0.5个百分点。", "2026-06 internet_users 113100 rounded; 2026-06 internet_penetration 80.6 exact"},
		{"截至2025年6月，我国短视频用户规模为10.68亿人，较2024年12月增长2821万人，占网民整体的95.1%；其中，微短剧用户规模达6.26亿人，占网民整体的55.8%。", "2025-06 short_video 106800/100 95.1%; 2025-06 micro_drama 62600/100 55.8%"},
		{"在线政务服务用户规模达9.4亿", "0000-01 online_government_services 94000/1000"},
		{"网络视频用户规模从2023年12月的10.67亿人增至10.70亿人。", "0000-01 online_video 107000/100"},
		{"手机网民规模达11.05亿人，网民中使用手机上网的比例为99.7%。", "0000-01 mobile_internet_users 110500 rounded"},
		{"我国农村网民规模达3.13亿人，占网民整体的28.2%。", "0000-01 rural_internet_users 31300 rounded"},

		// As the reports write.
		{"By December 2024, the number of instant messaging users in China had reached 1.081 billion, an increase of 21.70 million over December 2023, accounting for 97.6% of all netizens.", "2024-12 instant_messaging 108100/100 97.6%"},
		{"By December 2024, China's online meal ordering users totalled 592 million, up 47.77 million from December 2023, accounting for 53.4% of the total internet users.", "2024-12 online_meal_ordering 59200/100 53.4%"},
		{"As of December 2024, the number of Internet users in China reached 1.108 billion, an increase of 16.08 million from December 2023, and the Internet penetration rate stood at 78.6%, up 1.1 percentage points.", "2024-12 internet_users 110800 rounded; 2024-12 internet_penetration 78.6 exact"},
		{"截至2024年12月，我国即时通信用户规模达10.81亿人，较2023年12月增长2170万人，占网民整体的97.6%。", "2024-12 instant_messaging 108100/100 97.6%"},
		{"截至2025年6月，我国手机网民规模达11.16亿人，网民中使用手机上网的比例为99.4%。我国农村网民规模达3.22亿人，占网民整体的28.7%；城镇网民规模达8.01亿人，占网民整体的71.3%。", "2025-06 mobile_internet_users 111600 rounded; 2025-06 rural_internet_users 32200 rounded; note; note"},
		{"我国非网民规模为2.86亿人，较2024年12月减少1500万人。农村地区互联网普及率为69.2%，城镇地区互联网普及率为83.7%。", "0000-01 rural_internet_penetration 69.2 exact; note; note"},
		{"网络视频（含短视频）用户规模达10.74亿人；在线旅行预订用户规模为5.48亿人，占网民整体的49.5%。", "0000-01 online_video 107400/100; 0000-01 online_travel_booking 54800/100 49.5%"},
		{"The 60-and-over netizens numbered 161 million; non-netizens in China numbered 286 million.", "note; note"},

		// What is not a figure of an application.
		{"Online retail sales reached 15.52 trillion yuan. Online shopping grew by 59.47 million users.", ""},
		{"在线旅行预订用户较2023年12月增长3935万人，国内出游42.37亿人次。", ""},
		{"The number of online car-hailing users aged 60 and above reached 38.49 million.", "note"},
		{"农村在线教育用户规模达7517万人，占农村网民的24.0%。", "note; note"},
		{"Users of online video and short video reached 1.07 billion and 1.04 billion respectively.", "note; note"},
		{"More than 100 million people used online medical services.", "note"},
		{"Micro drama users exceeded 600 million.", "note"},
		{"The number of metaverse users reached 12 million.", "note"},
		{"Short video brought forth 1.2 billion.", "note"},
	} {
		// Alone, a text without figures is a problem; this sentence is one.
		r := report.Read("text", []byte(c.text+"\n\nBy May 1999 China had 1 million online music users.\n"), vocabulary)
		var got []string
		for _, u := range r.Usage[:max(0, len(r.Usage)-1)] {
			got = append(got, written(u))
		}
		for _, f := range r.Figures {
			got = append(got, f.Period.String()+" "+f.Subject+" "+f.Value.String()+" "+f.Qualifier)
		}
		for range r.Notes {
			got = append(got, "note")
		}
		want := strings.FieldsFunc(c.want, func(r rune) bool { return r == ';' })
		for i := range want {
			want[i] = strings.TrimSpace(want[i])
		}
		if !slices.Equal(got, want) || len(r.Problems) > 0 {
			t.Errorf("%s\ngot  %v\nwant %v\nnotes %v\nproblems %v", c.text, got, want, r.Notes, r.Problems)
		}
	}
}

func TestSentencesHaveTheirLines(t *testing.T) {
	_, vocabulary := shipped(t)
	r := report.Read("text", []byte("By Dec. 2024,\nChina had many\nusers. China had\n662 million micro drama users.\n\n我国短\n视频用户规模\n达10.40亿人。"), vocabulary)
	if len(r.Usage) != 2 || r.Usage[0].Line != 3 || r.Usage[1].Line != 6 {
		t.Errorf("got %+v", r.Usage)
	}
}
