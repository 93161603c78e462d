using System.Collections.Immutable;
using Survey.Scoring.Statistics;

namespace Survey.Web.Reports;

/// <summary>The footnotes of one table: each reason why a figure does not exist stands once, and the dash in its cell names it.</summary>
internal sealed class Footnotes(ReportContext context)
{
    private readonly List<UndefinedReason> _reasons = [];
    private readonly List<string> _remarks = [];

    /// <summary>A remark without a mark, after the reasons.</summary>
    public void Add(string remark) => _remarks.Add(remark);

    public Cell Number(Estimate estimate, int places = 2, bool isStrong = false) => Cell(estimate, value => context.Language.Decimal(value, places), isStrong);

    public Cell Difference(Estimate estimate, int places = 2, bool isStrong = false) => Cell(estimate, value => context.Language.Difference(value, places), isStrong);

    public Cell Probability(Estimate estimate) => Cell(estimate, context.Language.Probability, false);

    public Cell Percent(Estimate estimate, int places = 1) => Cell(estimate, value => context.Language.Percent(value, places), false);

    public Cell Range(Estimate low, Estimate high, int places = 2) =>
        low.IsDefined && high.IsDefined ? new Cell(context.Language.Range(low.Value, high.Value, places)) : new Cell(Dash((low.Reason ?? high.Reason)!.Value));

    public Cell Cell(Estimate estimate, Func<double, string> format, bool isStrong) =>
        estimate.IsDefined ? new Cell(format(estimate.Value), isStrong) : new Cell(Dash(estimate.Reason!.Value));

    /// <summary>The dash of a figure that does not exist, with the number of its footnote.</summary>
    public string Dash(UndefinedReason reason)
    {
        var index = _reasons.IndexOf(reason);
        if (index < 0)
        {
            _reasons.Add(reason);
            index = _reasons.Count - 1;
        }
        return $"—\u00A0[{context.Language.Integer(index + 1)}]";
    }

    public ImmutableArray<string> ToTexts() =>
        [.. _reasons.Select((reason, index) => $"[{context.Language.Integer(index + 1)}] {context.Reason(reason)}"), .. _remarks];
}
