namespace Survey.Scoring.Responses.Reading;

/// <summary>The details of the row that is being read, collected cell by cell.</summary>
internal struct CsvDetails
{
    public string? Comment;
    public DateTimeOffset? Started;
    public DateTimeOffset? Submitted;
    public string? Language;
    public string? Status;
    public string? Channel;
    public int? Version;

    public readonly ResponseDetails? ToDetails(List<KeyValuePair<string, string>> further)
    {
        if (Comment is null && Started is null && Submitted is null && Language is null && Status is null && Channel is null && Version is null && further.Count == 0)
            return null;
        return new()
        {
            Comment = Comment,
            Started = Started,
            Submitted = Submitted,
            Language = Language,
            Status = Status,
            Channel = Channel,
            Version = Version,
            Further = [.. further],
        };
    }
}
