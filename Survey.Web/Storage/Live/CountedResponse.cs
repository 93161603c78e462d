namespace Survey.Web.Storage.Live;

/// <summary>What a response adds to the figures of its survey, as the change log keeps it.</summary>
/// <param name="ResponseId">The response; its id is part of the data hash.</param>
/// <param name="Version">The version that was answered.</param>
/// <param name="Status"><see cref="ResponseRow.Complete"/> or <see cref="ResponseRow.Partial"/>.</param>
/// <param name="Answers">As in the row.</param>
/// <param name="Importance">As in the row.</param>
/// <param name="Outcomes">As in the row.</param>
/// <param name="Attributes">As in the row.</param>
/// <param name="HasComment">Whether there is a comment to show.</param>
internal sealed record CountedResponse(
    string ResponseId, int Version, string Status, byte[] Answers, byte[]? Importance, byte[]? Outcomes, string? Attributes, bool HasComment)
{
    private const byte Format = 1;

    /// <summary>What counts of a row; null when nothing does: a test, or excluded or withdrawn.</summary>
    public static CountedResponse? Of(ResponseRow? row) => row is { IsTest: false, Status: ResponseRow.Complete or ResponseRow.Partial }
        ? new(row.ResponseId, row.VersionNumber, row.Status, row.Answers, row.Importance, row.Outcomes, row.Attributes, row.Comment is not null)
        : null;

    /// <summary>Whether a change of a row can be seen in any result: in a figure, a comment, or a time.</summary>
    public static bool IsChanged(ResponseRow? before, ResponseRow? after)
    {
        var (old, now) = (Of(before), Of(after));
        if (old is null || now is null) return old is not null || now is not null;
        return old.Version != now.Version || old.Status != now.Status || !Same(old.Answers, now.Answers) || !Same(old.Importance, now.Importance)
            || !Same(old.Outcomes, now.Outcomes) || old.Attributes != now.Attributes
            || before!.Comment != after!.Comment || before.StartedAt != after.StartedAt || before.SubmittedAt != after.SubmittedAt;
    }

    public byte[] ToBytes()
    {
        var bytes = new MemoryStream(64 + Answers.Length + (Importance?.Length ?? 0) + 2 * (Attributes?.Length ?? 0));
        using var writer = new BinaryWriter(bytes);
        writer.Write(Format);
        writer.Write(ResponseId);
        writer.Write7BitEncodedInt(Version);
        writer.Write(Status == ResponseRow.Complete);
        writer.Write(HasComment);
        Write(Answers);
        Write(Importance);
        Write(Outcomes);
        writer.Write(Attributes is not null);
        if (Attributes is not null) writer.Write(Attributes);
        writer.Flush();
        return bytes.ToArray();

        void Write(byte[]? part)
        {
            writer.Write7BitEncodedInt(part is null ? 0 : part.Length + 1);
            if (part is not null) writer.Write(part);
        }
    }

    /// <exception cref="InvalidDataException">The bytes were written by a newer program.</exception>
    public static CountedResponse Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (reader.ReadByte() != Format) throw new InvalidDataException("A change of a response was written by a newer program.");
        return new(reader.ReadString(), reader.Read7BitEncodedInt(), reader.ReadBoolean() ? ResponseRow.Complete : ResponseRow.Partial, HasComment: reader.ReadBoolean(),
            Answers: Part() ?? [], Importance: Part(), Outcomes: Part(), Attributes: reader.ReadBoolean() ? reader.ReadString() : null);

        byte[]? Part() => reader.Read7BitEncodedInt() is > 0 and var length ? reader.ReadBytes(length - 1) : null;
    }

    private static bool Same(byte[]? left, byte[]? right) => left is null || right is null ? left == right : left.AsSpan().SequenceEqual(right);
}
