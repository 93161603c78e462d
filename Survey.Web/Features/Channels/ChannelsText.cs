namespace Survey.Web.Features.Channels;

/// <summary>The texts of the ways in which people answer: printed cards and sheets, kiosk, embedding, entry by staff.</summary>
internal sealed class ChannelsText;
