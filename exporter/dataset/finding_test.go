package dataset_test

import (
	"fmt"
	"testing"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

// A leap is a change that the check large_change finds, unless a note or a break explains it.
func TestFindings(t *testing.T) {
	t.Parallel()
	const instantMessaging = "2024-12,instant_messaging,55,108133,1,97.6,,table,\n"
	for _, c := range []struct {
		name, usage string
		want        []string
	}{
		{"none", instantMessaging + "2023-12,short_video,55,105330,1,96.4,,table,\n2024-12,short_video,55,103953,1,93.8,-1.3,table,\n", nil},
		{
			"users against penetration", instantMessaging + "2024-12,short_video,55,103953,1,93.6,,table,\n",
			[]string{"users_against_penetration: application_usage.csv:3: penetration_pct: short_video of 2024-12: 93.6 % of the 110800 Internet users of 2024-12 is 103709, the users are 103953 (in 10,000 people; tolerance 103)"},
		},
		{"users within the rounding of penetration", instantMessaging + "2024-12,short_video,55,103953,1,93.75,,table,\n", nil},
		{"users within the rounding of a derived penetration", instantMessaging + "2024-12,short_video,55,103953,1,93.7,,derived,\n", nil},
		{"users within their own rounding", instantMessaging + "2024-12,short_video,55,104500,1000,93.8,,rounded,\n", nil},
		{
			"stated growth", "2023-12,short_video,55,105330,1,96.4,,table,\n" + instantMessaging + "2024-12,short_video,55,103953,1,93.8,1.3,table,\n",
			[]string{"stated_growth: application_usage.csv:4: stated_growth_pct: short_video of 2024-12: the report prints 1.3 %, the users of both surveys give -1.31 %"},
		},
		{
			"stated growth within rounding",
			"2023-12,short_video,55,53310,100,,,rounded,\n" + instantMessaging + "2024-12,short_video,55,61000,1000,,15.5,rounded,\n",
			nil,
		},
		{
			"stated growth that cannot be checked: from zero users, or in a row without users", "2023-12,instant_messaging,55,0,1,0.0,,table,\n2024-12,instant_messaging,55,108133,1,97.6,2.0,table,\n" +
				"2024-12,short_video,55,103953,1,93.8,,table,\n2023-12,micro_drama,55,61000,1,55.9,,table,\n2024-12,micro_drama,55,,,55.5,2.0,rounded,\n", nil,
		},
		{
			"stated growth beyond rounding", "2023-12,short_video,55,53300,100,,,rounded,\n" + instantMessaging + "2024-12,short_video,55,61000,1000,,15.7,rounded,\n",
			[]string{"stated_growth: application_usage.csv:4: stated_growth_pct: short_video of 2024-12: the report prints 15.7 %, the users of both surveys give 14.45 %"},
		},
		{
			"a digit left out", "2023-12,instant_messaging,55,10596,1,,,table,\n" + instantMessaging + "2024-12,short_video,55,103953,1,93.8,,table,\n",
			[]string{"large_change: application_usage.csv:3: users_10k: instant_messaging of 2024-12: changed by +920.5 % since 2023-12"},
		},
		{
			"a digit left out at a survey that states no number of Internet users", instantMessaging + "2024-12,short_video,55,103953,1,93.8,,table,\n" +
				"2024-06,micro_drama,54,5760,1,52.4,,table,\n",
			[]string{"users_against_penetration: application_usage.csv:4: penetration_pct: micro_drama of 2024-06: 52.4 % of the 109200 Internet users of 2023-12 is 57221, the users are 5760 (in 10,000 people; tolerance 5777)"},
		},
		{
			"a wrong unit at a survey that states no number of Internet users", instantMessaging + "2024-12,short_video,55,103953,1,93.8,,table,\n" +
				"2024-06,instant_messaging,54,10780,1,98.0,,table,\n2024-06,micro_drama,54,5760,1,52.4,,table,\n",
			[]string{
				"large_change: application_usage.csv:2: users_10k: instant_messaging of 2024-12: changed by +903.1 % since 2024-06",
				"users_against_penetration: application_usage.csv:4: penetration_pct: instant_messaging of 2024-06: 98.0 % of the 109200 Internet users of 2023-12 is 107016, the users are 10780 (in 10,000 people; tolerance 10757)",
				"users_against_penetration: application_usage.csv:5: penetration_pct: micro_drama of 2024-06: 52.4 % of the 109200 Internet users of 2023-12 is 57221, the users are 5760 (in 10,000 people; tolerance 5777)",
			},
		},
		{
			"a leap between rows with only a share", instantMessaging + "2024-12,short_video,55,103953,1,93.8,,table,\n2024-12,micro_drama,55,,,59.7,,rounded,\n2024-06,micro_drama,54,,,5.24,,rounded,\n",
			[]string{"large_change: application_usage.csv:4: penetration_pct: micro_drama of 2024-12: changed by +1039.3 % since 2024-06"},
		},
		// The limit is 120,620, in 10,000 people: the 109,200 Internet users of 2023-12, a tenth more for the
		// change since then, and half the rounding.
		{
			"more users than there can be", instantMessaging + "2024-12,short_video,55,103953,1,93.8,,table,\n2024-06,short_video,54,120700,1000,,,rounded,\n",
			[]string{"large_change: application_usage.csv:4: users_10k: short_video of 2024-06: 120700 is more than the 109200 Internet users of 2023-12 (in 10,000 people)"},
		},
		{
			"as many users as there can be",
			instantMessaging + "2024-12,short_video,55,103953,1,93.8,,table,\n2024-06,short_video,54,120600,1000,,,rounded,\n",
			nil,
		},
		{
			"a leap that the row's note explains", "2023-12,instant_messaging,55,50000,100,45.8,,rounded,\n2024-12,instant_messaging,55,108133,1,97.6,,table,large_change: counted anew\n" +
				"2024-12,short_video,55,103953,1,93.8,,table,\n", nil,
		},
		{
			"a contradiction that a note about leaps does not explain", instantMessaging + "2024-12,short_video,55,103953,1,93.6,,table,large_change: counted anew\n",
			[]string{"users_against_penetration: application_usage.csv:3: penetration_pct: short_video of 2024-12: 93.6 % of the 110800 Internet users of 2024-12 is 103709, the users are 103953 (in 10,000 people; tolerance 103)"},
		},
		{
			"a share that a newer report states without users contradicts the users",
			instantMessaging + "2024-12,short_video,55,103953,1,93.8,,table,\n2023-12,short_video,53,105330,1,96.4,,table,\n2023-12,short_video,55,,,76.4,,figure,\n",
			[]string{"users_against_penetration: application_usage.csv:5: penetration_pct: short_video of 2023-12: 76.4 % of the 109200 Internet users of 2023-12 is 83429, the users are 105330 (in 10,000 people; tolerance 93)"},
		},
		{
			"a contradiction that the note in the row of the users explains",
			instantMessaging + "2024-12,short_video,55,103953,1,93.8,,table,\n2023-12,short_video,53,105330,1,96.4,,table,users_against_penetration: as printed\n2023-12,short_video,55,,,76.4,,figure,\n", nil,
		},
		{
			"a leap of a share that a newer report states without users",
			instantMessaging + "2024-12,short_video,55,103953,1,93.8,,table,\n2023-12,micro_drama,53,,,54.9,,rounded,\n2024-06,micro_drama,54,5760,1,,,rounded,\n2024-06,micro_drama,55,,,5.24,,figure,\n",
			[]string{"large_change: application_usage.csv:6: penetration_pct: micro_drama of 2024-06: changed by -90.5 % since 2023-12"},
		},
		{
			"findings in order of lines, in a line users before penetration", "2024-12,micro_drama,55,,,59.7,,rounded,\n2023-12,micro_drama,55,,,5.24,,rounded,\n2023-12,instant_messaging,55,106030,1,97.1,,table,\n" +
				"2024-12,instant_messaging,55,10813,1,97.6,,table,\n2024-12,short_video,55,103953,1,93.8,,table,\n",
			[]string{
				"large_change: application_usage.csv:2: penetration_pct: micro_drama of 2024-12: changed by +1039.3 % since 2023-12",
				"large_change: application_usage.csv:5: users_10k: instant_messaging of 2024-12: changed by -89.8 % since 2023-12",
				"users_against_penetration: application_usage.csv:5: penetration_pct: instant_messaging of 2024-12: 97.6 % of the 110800 Internet users of 2024-12 is 108141, the users are 10813 (in 10,000 people; tolerance 105)",
			},
		},
		{
			"findings in order of files", "2024-12,instant_messaging,55,10813,1,97.6,,table,\n",
			[]string{
				"users_against_penetration: application_usage.csv:2: penetration_pct: instant_messaging of 2024-12: 97.6 % of the 110800 Internet users of 2024-12 is 108141, the users are 10813 (in 10,000 people; tolerance 105)",
				"reference_period: reports.csv:1: period: no survey covers all applications of Table 5, so there is no reference period",
			},
		},
		{
			"no survey with all of Table 5", instantMessaging,
			[]string{"reference_period: reports.csv:1: period: no survey covers all applications of Table 5, so there is no reference period"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := good(t)
			files["application_usage.csv"].Data = []byte(usageHeader + c.usage)
			d := datasettest.Load(t, files)
			var got []string
			for _, f := range d.Findings {
				got = append(got, fmt.Sprintf("%s: %s", f.Check, f.Problem))
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got  %v\nwant %v", got, c.want)
			}
		})
	}
}

func TestLeapOfInternetUsers(t *testing.T) {
	t.Parallel()
	files := good(t)
	files["national_indicators.csv"].Data = append(files["national_indicators.csv"].Data, "2025-01,internet_users,daily,98000,rounded,\n"...)
	d := datasettest.Load(t, files)
	want := "national_indicators.csv:6: value: internet_users of 2025-01: changed by -11.6 % since 2024-12"
	if len(d.Findings) != 1 || d.Findings[0].Check != dataset.LargeChange || d.Findings[0].Problem.String() != want {
		t.Errorf("got %v, want %s", d.Findings, want)
	}
}

// Of two values a year apart, the larger may exceed the smaller by 10 % for Internet penetration and mobile
// Internet users, and by 200 % for an amount in yuan; over three years by three times that. A growth rate may
// change in any way. testdata/good.txtar has an Internet penetration of 78.6 % in 2024-12.
func TestLeapsOfOtherFigures(t *testing.T) {
	t.Parallel()
	for rows, want := range map[string]int{
		"2023-12,internet_penetration,daily,86.4,exact,\n":                                               0,
		"2023-12,internet_penetration,daily,86.5,exact,\n":                                               1,
		"2023-12,mobile_internet_users,53,90000,exact,\n2024-12,mobile_internet_users,55,99001,exact,\n": 1,
		"2023-12,revenue,daily,10,exact,\n2024-12,revenue,daily,30,exact,\n":                             0,
		"2023-12,revenue,daily,10,exact,\n2024-12,revenue,daily,31,exact,\n":                             1,
		"2023-12,revenue,daily,30,exact,\n2024-12,revenue,daily,9,exact,\n":                              1,
		"2021-12,revenue,daily,10,exact,\n2024-12,revenue,daily,70,exact,\n":                             0,
		"2021-12,revenue,daily,10,exact,\n2024-12,revenue,daily,71,exact,\n":                             1,
		"2023-12,retail_growth,daily,7.2,exact,\n2024-06,retail_growth,daily,2.3,exact,\n":               0,
	} {
		files := good(t)
		files["indicators.csv"].Data = append(files["indicators.csv"].Data, "mobile_internet_users,online,10k_people,Mobile Internet users,手机网民规模,\n"...)
		files["national_indicators.csv"].Data = append(files["national_indicators.csv"].Data, rows...)
		d := datasettest.Load(t, files)
		if len(d.Findings) != want {
			t.Errorf("%q: got %v, want %d findings", rows, d.Findings, want)
		}
	}
}

// A break explains a leap across it, but no later leap.
func TestBreaksExplainLeaps(t *testing.T) {
	t.Parallel()
	for period, want := range map[string]int{"2024-12": 0, "2023-12": 2} {
		files := good(t)
		files["application_breaks.csv"].Data = []byte("period,application,reason,report,note\n" + period + ",short_video,micro_drama_counted_in,55,\n")
		files["application_usage.csv"].Data = []byte(usageHeader + "2023-12,short_video,55,65330,1,59.8,,table,\n" +
			"2024-12,instant_messaging,55,108133,1,97.6,,table,\n2024-12,short_video,55,103953,1,93.8,,table,\n")
		d := datasettest.Load(t, files)
		if len(d.Findings) != want {
			t.Errorf("a break of %s: got %v, want %d findings", period, d.Findings, want)
		}
	}
}

// The shares of a report's table are of the exact number of Internet users, here 113,135 (in 10,000
// people). A press release rounds that number or states a bound, which must not cause findings.
// If 113,200 were exact, two of the shares would contradict it.
func TestFindingsAllowForRoundedInternetUsers(t *testing.T) {
	t.Parallel()
	const usage = "2024-12,instant_messaging,55,110420,1,97.6,,table,\n2024-12,short_video,55,106120,1,93.8,,table,\n2024-12,micro_drama,55,67540,1,59.7,,table,\n"
	for figure, want := range map[string]int{
		"110000,over": 0, "110000,at_least": 0, "120000,nearly": 0, "110000,about": 0, "110000,rounded": 0, "113000,rounded": 0, "113200,rounded": 0, "113200,exact": 2,
	} {
		files := good(t)
		files["application_usage.csv"].Data = []byte(usageHeader + usage)
		files["national_indicators.csv"].Data = []byte("period,indicator,report,value,qualifier,note\n2024-12,internet_users,55," + figure + ",\n")
		if d := datasettest.Load(t, files); len(d.Findings) != want {
			t.Errorf("%s: got %v, want %d findings", figure, d.Findings, want)
		}
	}
}

// The number of Internet users is two years older than the shares and may have grown by a tenth a year since. So
// an application whose users are 13 % more than its share of that number is no contradiction.
func TestFindingsAllowForTheAgeOfInternetUsers(t *testing.T) {
	t.Parallel()
	files := good(t)
	files["application_usage.csv"].Data = []byte(usageHeader + "2024-12,instant_messaging,55,110420,1,97.6,,table,\n2024-12,short_video,55,106120,1,93.8,,table,\n")
	files["national_indicators.csv"].Data = []byte("period,indicator,report,value,qualifier,note\n2022-12,internet_users,55,100000,exact,\n")
	if d := datasettest.Load(t, files); len(d.Findings) != 0 {
		t.Errorf("got %v, want no findings", d.Findings)
	}
}
