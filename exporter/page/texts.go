package page

import "cnnic_exporter/exporter/headline"

// texts are the words of the page in one language.
type texts struct {
	Code, OtherCode, Other                                         string
	Title, Lead                                                    string
	ShrankTo, NoneShrank, NewerShrankTo, NoReference               string
	ChangeTo, ChangeNote, UsersIn, SectorsHeading, EachApplication string
	Application, Users, Change, Growth, Share, NewestSurvey, Since string
	Survey, Report, Basis, BreakHere                               string
	Grew, Fell, Same, Unknown                                      string
	Comma, Colon, Semicolon                                        string
	Metrics, Data, History, Telemetry, Health, Ready, Sources      string
	NewestReport, Licence                                          string
}

func textsOf(l headline.Language) texts {
	if l == headline.Chinese {
		return chinese
	}
	return english
}

var english = texts{
	Code: "en", OtherCode: "zh", Other: "中文",
	Title:    "How China uses the Internet",
	Lead:     "Figures of CNNIC's Statistical Report on China's Internet Development, as this exporter publishes them.",
	ShrankTo: "Shrank in the year to", NoneShrank: "No application shrank by more than rounding explains.",
	NewerShrankTo: "Newer figures, in part: shrank in the year to", NoReference: "No survey covers all applications yet.",
	ChangeTo: "Change of users in the year to", ChangeNote: "Losses first. Grey: rounding explains the difference, or the definition changed (*).",
	UsersIn: "Users in", SectorsHeading: "Each sector over all surveys", EachApplication: "Each application: points, sources, breaks",
	Application: "Application", Users: "Users, million", Change: "Change, million", Growth: "Change", Share: "Share of Internet users", NewestSurvey: "Newest survey, in a year", Since: "All surveys",
	Survey: "Survey", Report: "Report", Basis: "Basis", BreakHere: "Not comparable with earlier surveys:",
	Grew: "grew", Fell: "fell", Same: "within rounding", Unknown: "not comparable",
	Comma: ", ", Colon: ": ", Semicolon: "; ",
	Metrics: "Metrics", Data: "Data package", History: "History", Telemetry: "Telemetry", Health: "Healthy", Ready: "Ready", Sources: "For machines",
	NewestReport: "Newest report", Licence: "Applications overlap, so a sum over them counts people several times.",
}

var chinese = texts{
	Code: "zh-CN", OtherCode: "en", Other: "English",
	Title:    "中国互联网应用使用情况",
	Lead:     "数据来自中国互联网络信息中心（CNNIC）《中国互联网络发展状况统计报告》，由本 exporter 发布。",
	ShrankTo: "一年来用户规模下降，截至", NoneShrank: "没有应用的用户规模下降超出取整误差。",
	NewerShrankTo: "更新的部分数据：一年来用户规模下降，截至", NoReference: "尚无覆盖全部应用的调查。",
	ChangeTo: "一年来用户规模变化，截至", ChangeNote: "降幅大者在前。灰色：差异在取整误差之内，或统计口径有变（*）。",
	UsersIn: "用户规模，", SectorsHeading: "各类应用历次调查", EachApplication: "各应用：数据、来源与口径变化",
	Application: "应用", Users: "用户规模（万人）", Change: "增减（万人）", Growth: "增减率", Share: "网民使用率", NewestSurvey: "最新调查（一年增减）", Since: "历次调查",
	Survey: "调查", Report: "报告", Basis: "依据", BreakHere: "与此前调查不可比：",
	Grew: "上升", Fell: "下降", Same: "在取整误差之内", Unknown: "不可比",
	Comma: "，", Colon: "：", Semicolon: "；",
	Metrics: "指标", Data: "数据包", History: "历史", Telemetry: "自身指标", Health: "存活", Ready: "就绪", Sources: "供程序读取",
	NewestReport: "最新报告", Licence: "各应用用户有重叠，相加会重复计算。",
}
