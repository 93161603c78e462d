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
}
