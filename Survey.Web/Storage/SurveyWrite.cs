namespace Survey.Web.Storage;

/// <summary>What became of a change to a survey.</summary>
internal enum SurveyWriteStatus
{
    /// <summary>It is stored.</summary>
    Done,

    /// <summary>There is no such survey in the organisation (any more).</summary>
    Missing,

    /// <summary>Somebody saved in between; nothing was changed.</summary>
    Conflict,

    /// <summary>The address belongs to another survey; nothing was changed.</summary>
    SlugTaken,

    /// <summary>The survey's state does not allow it; nothing was changed.</summary>
    NotAllowed,
}

/// <summary>The outcome of a change to a survey, with the state of the draft after it.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Revision">The draft's revision now; 0 when the survey is missing.</param>
/// <param name="Version">The newest published version now.</param>
internal readonly record struct SurveyWrite(SurveyWriteStatus Status, int Revision = 0, int? Version = null)
{
    public bool IsDone => Status == SurveyWriteStatus.Done;
}
