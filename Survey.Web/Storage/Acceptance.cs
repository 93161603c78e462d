namespace Survey.Web.Storage;

/// <summary>Whether a survey takes answers at a moment, and if not, why. A rule of its own so that portal, lists and tests agree.</summary>
internal abstract record Acceptance
{
    /// <summary>How long after closing people who had begun may still finish.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    private Acceptance()
    {
    }

    /// <summary>Whether somebody may begin now.</summary>
    public virtual bool TakesNew => false;

    /// <summary>Whether somebody who began earlier may go on and submit now.</summary>
    public virtual bool LetsFinish => false;

    /// <summary>The acceptance of a survey at <paramref name="now"/>; null (deleted, never published or unknown) is <see cref="Unknown"/>.</summary>
    /// <remarks>
    /// A manager's decision comes before the dates. Pausing and closing keep new people out; who has begun may finish, during a pause up to the end of the grace.
    /// The opening instant is open, the closing instant is closed.
    /// </remarks>
    public static Acceptance Of(PublishedSurvey? survey, DateTimeOffset now) =>
        survey is null ? new Unknown() : Of(survey.State, survey.OpensAt, survey.ClosesAt, now);

    /// <summary>The same rule for a survey of which only state and dates are at hand.</summary>
    public static Acceptance Of(SurveyState state, DateTimeOffset? opensAt, DateTimeOffset? closesAt, DateTimeOffset now) => state switch
    {
        SurveyState.Draft => new Unknown(),
        SurveyState.Archived => new Archived(),
        _ when closesAt <= now => new Closed(closesAt.Value, now < closesAt.Value + Grace),
        SurveyState.Paused => new Paused(),
        _ when opensAt > now => new NotYetOpen(opensAt.Value),
        _ => new Open(),
    };

    /// <summary>Answers are taken.</summary>
    public sealed record Open : Acceptance
    {
        public override bool TakesNew => true;
        public override bool LetsFinish => true;
    }

    /// <summary>Published, but its opening is still to come.</summary>
    /// <param name="OpensAt">When it opens.</param>
    public sealed record NotYetOpen(DateTimeOffset OpensAt) : Acceptance;

    /// <summary>Its manager stopped it for a while.</summary>
    public sealed record Paused : Acceptance
    {
        public override bool LetsFinish => true;
    }

    /// <summary>Its closing date has passed.</summary>
    /// <param name="ClosedAt">When it closed.</param>
    /// <param name="InGrace">Whether those who had begun may still finish.</param>
    public sealed record Closed(DateTimeOffset ClosedAt, bool InGrace) : Acceptance
    {
        public override bool LetsFinish => InGrace;
    }

    /// <summary>Ended for good; results stay.</summary>
    public sealed record Archived : Acceptance;

    /// <summary>No survey that respondents could meet: unknown, deleted or never published.</summary>
    public sealed record Unknown : Acceptance;
}
