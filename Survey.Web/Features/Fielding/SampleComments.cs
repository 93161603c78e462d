namespace Survey.Web.Features.Fielding;

/// <summary>Comments as customers of a bank write them, each given once.</summary>
internal sealed class SampleComments
{
    private static readonly string[] PleasedInPersian =
    [
        "برخورد کارکنان عالی بود، به‌خصوص خانم متصدی باجهٔ ۳. ممنون.",
        "از وقتی نوبت‌دهی اینترنتی راه افتاده کارم خیلی زود انجام می‌شود.",
        "همیشه با لبخند جواب می‌دهند؛ همین برای من کافی است.",
        "شعبه تمیز و مرتب است و راهنمای دم در کمک بزرگی برای پدر سالمندم بود.",
        "وامم سر موعد پرداخت شد. دستتان درد نکند!",
        "بیست سال است مشتری شما هستم و تا حالا پشیمان نشده‌ام.",
        "همراه‌بانک جدید از قبلی خیلی بهتر شده، فقط کمی سنگین است.",
        "رئیس شعبه شخصاً پیگیری کرد و مشکل چکم همان روز حل شد.",
        "توضیح‌ها روشن و کامل بود؛ هیچ‌جا احساس نکردم چیزی را پنهان می‌کنند.",
        "سرعت کار خوب بود، ولی لطفاً صندلی بیشتری برای منتظران بگذارید.",
        "پیامک‌ها به‌موقع می‌رسد و مانده‌حساب همیشه درست است.",
        "یک‌بار کیف پولم را جا گذاشتم، خودشان زنگ زدند. این را هیچ‌وقت فراموش نمی‌کنم.",
    ];

    private static readonly string[] DispleasedInPersian =
    [
        "گفتند «فردا آماده است»، ولی سه بار رفتم و برگشتم.",
        "یک ساعت در صف ماندم در حالی که فقط یک باجه باز بود.",
        "سامانه مدام قطع بود و هر بار می‌گفتند «سیستم جواب نمی‌دهد».\nلااقل پیش از آمدن اطلاع بدهید.",
        "برای وام چند مدرک خواستند، بعد که آوردم گفتند مدرک دیگری هم لازم است. چرا از اول نمی‌گویید؟",
        "کارمزدها را جایی ننوشته‌اند؛ بعداً از حساب کم می‌شود و آدم جا می‌خورد.",
        "تلفن شعبه را هیچ‌کس جواب نمی‌دهد.",
        "خودپرداز شعبهٔ شریعتی بیشتر روزها یا پول ندارد یا خراب است.",
        "وعدهٔ کارت جدید ۷ روزه بود، ۲۳ روز طول کشید.",
        "متصدی وسط کار من با همکارش دربارهٔ فوتبال حرف می‌زد؛ نه اینکه بد باشد، ولی صف پشت سرم دراز بود!",
        "رمز پویا دیر می‌رسد و خریدم باطل می‌شود.",
        "اشتباه در ثبت شماره‌حساب از خود بانک بود، اما من باید سه فرم پر می‌کردم.",
        "ساعت کار برای کسی که شاغل است مناسب نیست. کاش پنج‌شنبه‌ها هم باز بود.",
        "شکایت ثبت کردم، کد رهگیری ۱۴۰۵/۸۸۱ گرفتم و هنوز خبری نیست.",
        "رفت‌وآمد با ویلچر به شعبه ممکن نیست؛ پله دارد و رمپ ندارد.",
        "پیشنهاد: 1) باجهٔ ویژهٔ سالمندان\n2) اعلام زمان انتظار\n3) پاسخ‌گویی تلفنی تا ساعت ۱۸",
        "قول تماس دادند ولی تماس نگرفتند.",
    ];

    private static readonly string[] PleasedInEnglish =
    [
        "Staff were patient with my poor Persian. Thank you!",
        "Quick, clean, friendly. Opening an account took 20 minutes, start to finish.",
        "The teller explained every fee before I signed, which I have never seen elsewhere.",
        "The new mobile app is good; please add English receipts.",
        "Someone called the next day to ask whether the transfer had arrived. Impressive.",
    ];

    private static readonly string[] DispleasedInEnglish =
    [
        "I was told \"come back tomorrow\" three times, for the same form.",
        "Two counters open, twenty people waiting.\nThe ticket machine was out of paper as well.",
        "The exchange rate at the counter wasn't the one on your website, and nobody could say why.",
        "Good people, slow systems; they can't help it.",
        "My card was swallowed by the ATM; getting it back took 9 days, 2 visits and 1 letter.",
        "Letters come in Persian only, though I chose English when I registered.",
    ];

    private readonly Dictionary<(string Language, bool IsPleased), Queue<string>> _left;

    private SampleComments(Dictionary<(string, bool), Queue<string>> left) => _left = left;

    public static SampleComments Shuffled(SampleChance chance) => new(new()
    {
        [("fa", true)] = chance.Shuffled(PleasedInPersian),
        [("fa", false)] = chance.Shuffled(DispleasedInPersian),
        [("en", true)] = chance.Shuffled(PleasedInEnglish),
        [("en", false)] = chance.Shuffled(DispleasedInEnglish),
    });

    /// <summary>A comment that nobody gave yet; null when all are used up.</summary>
    public string? Next(string language, bool isPleased) => _left[(language, isPleased)].TryDequeue(out var comment) ? comment : null;
}
