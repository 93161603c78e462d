using System.Text.Json.Serialization;

namespace Survey.Web.Storage;

/// <summary>What keeps a person from answering twice. It is stated on the results, since none of it is perfect.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DuplicateControl>))]
internal enum DuplicateControl
{
    /// <summary>Nothing: anybody may answer as often as they like, as where many share a device.</summary>
    None,

    /// <summary>A browser that has submitted a response begins no other; another device, or a browser that forgets its cookies, may.</summary>
    Device,

    /// <summary>One response per invitation: an access code opens the survey once. Which response came of which invitation is stored nowhere.</summary>
    Token,

    /// <summary>One response per invited person, whose name stands with the response; people are told so before they begin.</summary>
    Identity,
}

/// <summary>What follows from a level.</summary>
internal static class DuplicateControls
{
    /// <summary>Whether nobody answers without an invitation.</summary>
    public static bool NeedsInvitation(this DuplicateControl control) => control is DuplicateControl.Token or DuplicateControl.Identity;
}
