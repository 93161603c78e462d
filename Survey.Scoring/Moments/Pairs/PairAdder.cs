using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments.Pairs;

/// <summary>
/// Adds batches of responses to the pairs of variables: one per thread. A respondent takes part in a dimension with at least half of the items that
/// were shown, and with what was answered of them.
/// </summary>
internal sealed class PairAdder
{
    private readonly StudyPlan _plan;
    private readonly PairVariables _variables;
    private readonly PairMoments _moments;
    private readonly ResponseTable _table;
    private readonly PairMoments?[][] _groups;
    private readonly int[][] _batteriesOf;
    private readonly int _segmentSource;
    private readonly int _gapSource;
    private readonly int[] _present;
    private readonly int[] _values;
    private readonly int[] _local;

    /// <summary>An adder of a plan that counts pairs.</summary>
    public PairAdder(StudyMoments moments, ResponseTable table)
    {
        (_plan, _moments, _table) = (moments.Plan, moments.Pairs!, table);
        _variables = _plan.ItemPairs!;
        _groups = _plan.DrawsItems ? [.. table.Questionnaire.Attributes.Select((_, attribute) => new PairMoments?[table.ValuesOf(attribute).Count])] : [];
        _batteriesOf =
        [
            .. Enumerable.Range(0, _plan.Questionnaire.Batteries.Length).Select(battery => new[] { battery }),
            .. _variables.Models.Select(model => _plan.Bases[model].Batteries.Select(_plan.BatteryOf).ToArray()),
        ];
        _segmentSource = _plan.SegmentSource;
        _gapSource = _plan.GapModel?.Difference is null ? -1 : _variables.SourceOf(_plan.GapBase);
        (_present, _values, _local) = (new int[_variables.Count], new int[_variables.Count], new int[_plan.ItemCount]);
    }

    /// <summary>Adds a batch.</summary>
    public void Add(BatchScores batch)
    {
        var attributes = _groups.Length > 0 ? batch.AttributeCodes : [];
        for (var row = 0; row < batch.Count; row++) Add(batch, row, attributes);
    }

    /// <summary>Puts the groups into the moments of the study.</summary>
    public void Finish(StudyMoments moments)
    {
        for (var attribute = 0; attribute < _groups.Length; attribute++)
            for (var code = 1; code < _groups[attribute].Length; code++)
                if (_groups[attribute][code] is { } pairs) moments.Groups[attribute][_table.ValuesOf(attribute).ValueOf(code)!].Pairs!.Add(pairs, 1);
    }

    private void Add(BatchScores batch, int row, ReadOnlySpan<int> attributes)
    {
        var (count, first, end) = (0, 0, 0);
        for (var source = 0; source < _variables.Sources; source++)
        {
            if (source == _segmentSource) first = count;
            var complete = _plan.Dimensions.Length > 0;
            for (var dimension = 0; dimension < _plan.Dimensions.Length; dimension++)
            {
                var taken = Take(batch, row, source, dimension, count);
                complete &= taken > 0;
                if (taken > 0) _moments.AddSet(_variables.Set(source, dimension));
                count += taken;
            }

            if (complete) _moments.AddSource(source);
            if (source == _segmentSource) end = count;
        }

        AddGroups(attributes, row, first, end);
        for (var outcome = 0; outcome < _plan.Outcomes.Length; outcome++)
        {
            var code = batch.OutcomeColumn(outcome)[row];
            if (!AnswerCode.IsAnswer(code)) continue;
            (_present[count], _values[count]) = (_variables.Outcome(outcome), code - 1);
            count++;
        }

        _moments.Add(_present.AsSpan(0, count), _values.AsSpan(0, count));
    }

    // The answered items of a set, put behind those that are there already; none where fewer than half of the shown ones were answered.
    private int Take(BatchScores batch, int row, int source, int dimension, int at)
    {
        var (start, length) = _plan.Dimensions[dimension];
        var (shown, taken) = (0, 0);
        for (var item = start; item < start + length; item++)
        {
            var isShown = true;
            foreach (var battery in _batteriesOf[source]) isShown &= battery >= 0 && batch.Items.Codes(_plan.BatteryItem(battery, item))[row] != AnswerCode.NotSeen;
            if (!isShown) continue;
            shown++;
            var value = Value(batch, row, source, item);
            if (value < 0) continue;
            (_present[at + taken], _values[at + taken]) = (_variables.Item(source, item), value);
            taken++;
        }

        if (2 * taken < shown || taken == 0) return 0;
        if (source == _gapSource)
        {
            for (var k = at; k < at + taken; k++)
            {
                var item = _present[k] - _variables.Item(source, 0);
                _moments.AddMinuend(item, batch.ItemValues(_plan.BatteryItem(_plan.GapMinuend, item))[row]);
            }
        }

        return taken;
    }

    // Differences are formed here: of complete rows the batch leaves them out.
    private int Value(BatchScores batch, int row, int source, int item)
    {
        var batteries = _plan.Questionnaire.Batteries.Length;
        if (source < batteries) return batch.ItemValues(_plan.BatteryItem(source, item))[row];
        var model = _variables.Models[source - batteries];
        var column = _plan.ModelItem(model, item);
        if (_plan.DifferenceOf(model) is not var (minuend, subtrahend)) return batch.ItemValues(column)[row];
        int left = batch.ItemValues(_plan.BatteryItem(minuend, item))[row], right = batch.ItemValues(_plan.BatteryItem(subtrahend, item))[row];
        return left < 0 || right < 0 ? -1 : left - right - _plan.ItemColumns[column].Offset;
    }

    private void AddGroups(ReadOnlySpan<int> attributes, int row, int first, int end)
    {
        if (_groups.Length == 0) return;
        for (var k = first; k < end; k++) _local[k - first] = _present[k] - _variables.Item(_segmentSource, 0);
        for (var attribute = 0; attribute < _groups.Length; attribute++)
        {
            var code = attributes[row * _groups.Length + attribute];
            if (code == 0) continue;
            var group = _groups[attribute][code] ??= PairMoments.OfGroup(_plan);
            group.Add(_local.AsSpan(0, end - first), _values.AsSpan(first, end - first));
            for (var (k, dimension) = (first, 0); k < end; k++)
            {
                if (k > first && _local[k - first] < _plan.Dimensions[dimension].Start + _plan.Dimensions[dimension].Length) continue;
                while (_local[k - first] >= _plan.Dimensions[dimension].Start + _plan.Dimensions[dimension].Length) dimension++;
                group.AddSet(dimension);
            }
        }
    }
}
