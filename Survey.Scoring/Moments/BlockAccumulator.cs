namespace Survey.Scoring.Moments;

/// <summary>
/// Adds batches of responses to the moments of blocks: one per thread. Respondents that the block of a tree of blocks leaves out, because it asks
/// for the most, are kept until there is a batch of them; then they go through the rest of the tree.
/// </summary>
internal sealed class BlockAccumulator
{
    private readonly BlockTree _itemTree;
    private readonly BlockTree _scoreTree;
    private readonly int _width;
    private readonly int[] _left;
    private readonly byte[] _leftAnswers;
    private readonly int[] _everyRow;
    private readonly ItemScores _leftItems;
    private readonly ColumnStore _leftScores;
    private int _leftAnswerRows;

    /// <summary>An accumulator for blocks of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="itemBlocks">The blocks over item columns, a parent before its children.</param>
    /// <param name="scoreBlocks">The blocks over score columns, a parent before its children.</param>
    /// <param name="moments">Takes the moments, by the <see cref="BlockPlan.Index"/> of a block.</param>
    /// <param name="width">The length of an answer vector.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the moments are the same.</param>
    public BlockAccumulator(
        StudyPlan plan, IReadOnlyCollection<BlockPlan> itemBlocks, IReadOnlyCollection<BlockPlan> scoreBlocks, BlockMoments[] moments, int width, int capacity,
        bool isPortable = false)
    {
        _width = width;
        _leftItems = new ItemScores(plan, capacity, isPortable);
        _leftScores = new ColumnStore(plan.ScoreColumns, capacity, factors: plan.WideFactors);
        var stride = _leftScores.Stride;
        var buffers = new ColumnBuffers([.. itemBlocks, .. scoreBlocks], stride);
        (_itemTree, _scoreTree) = (new BlockTree(itemBlocks, moments, buffers, isPortable), new BlockTree(scoreBlocks, moments, buffers, isPortable));
        _left = new int[stride];
        _leftAnswers = new byte[width * stride];
        _everyRow = [.. Enumerable.Range(0, stride)];
    }

    /// <summary>Adds a batch.</summary>
    public void Add(BatchScores batch)
    {
        AddItems(batch);
        var left = _scoreTree.AddRoots(batch.ScoreColumns, _left);
        if (_leftScores.Count + left > _leftScores.Capacity) AddLeftScores();
        _leftScores.Append(batch.ScoreColumns, _left.AsSpan(0, left));
    }

    /// <summary>Puts everything that was added into the moments. When these are taken and cleared, the accumulator may begin again.</summary>
    public void Finish()
    {
        AddLeftItems();
        AddLeftScores();
        _itemTree.Finish();
        _scoreTree.Finish();
    }

    private void AddItems(BatchScores batch)
    {
        var left = _itemTree.AddRoots(batch.Items.Columns, _left);
        if (left == batch.Count)
        {
            _itemTree.AddOthers(batch.Items.Columns);
            return;
        }

        if (left == 0) return;
        if (_leftAnswerRows + left > _leftItems.Columns.Capacity) AddLeftItems();
        var answers = batch.AnswerCodes;
        foreach (var row in _left.AsSpan(0, left)) answers.Slice(row * _width, _width).CopyTo(_leftAnswers.AsSpan(_leftAnswerRows++ * _width));
    }

    private void AddLeftItems()
    {
        if (_leftAnswerRows == 0) return;
        _leftItems.Read(_leftAnswers, _everyRow.AsSpan(0, _leftAnswerRows));
        _itemTree.AddOthers(_leftItems.Columns);
        _leftAnswerRows = 0;
    }

    private void AddLeftScores()
    {
        if (_leftScores.Count == 0) return;
        _leftScores.Pad();
        _leftScores.WidenFactors();
        _scoreTree.AddOthers(_leftScores);
        _leftScores.Count = 0;
    }
}
